import { afterAll, expect, test } from 'vitest';
import { deviceConformance } from '../simulator/device/conformance.ts';
import { closeSshLabs, deviceSshLab, sshDefects } from './support/device-ssh-lab.ts';

// The suite of the in-memory switch, once more over real sockets and SSH; the switch's own time stays virtual.
deviceConformance('over real SSH', deviceSshLab);

afterAll(closeSshLabs);

test('nothing in the suite was a defect of ours', () => {
  expect(sshDefects).toEqual([]);
});
