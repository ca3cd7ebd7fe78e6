import { beforeEach, afterEach, describe } from 'vitest';
import { candidateConformance } from './conformance-candidate.ts';
import { cliConformance } from './conformance-cli.ts';
import { configLineConformance } from './conformance-config-lines.ts';
import { cliRpcConformance } from './conformance-cli-rpc.ts';
import { dataConformance } from './conformance-data.ts';
import { editConformance } from './conformance-edit.ts';
import { hostileConformance } from './conformance-hostile.ts';
import { legacyConformance } from './conformance-legacy.ts';
import { licenseFileConformance } from './conformance-license-files.ts';
import { lockConformance } from './conformance-locks.ts';
import { monitoringConformance } from './conformance-monitoring.ts';
import { netconfConformance } from './conformance-netconf.ts';
import { notificationConformance } from './conformance-notifications.ts';
import { partialLockConformance } from './conformance-partial-lock.ts';
import { platformConformance } from './conformance-platforms.ts';
import { recordConformance } from './conformance-records.ts';
import { reloadConformance } from './conformance-reload.ts';
import { showConformance } from './conformance-show.ts';
import type { Lab, LabOptions } from './lab.ts';
import type { Suite } from './suite.ts';

/** Makes a lab for one test; the suite closes it. */
export type MakeLab = (options?: LabOptions) => Promise<Lab> | Lab;

/**
 * What a simulated switch must do, whatever carries its bytes: run it with a lab in memory and with one over real SSH.
 * `name` says which in the titles.
 */
export function deviceConformance(name: string, makeLab: MakeLab): void {
  describe(`a simulated switch ${name}`, () => {
    let labs: Lab[] = [];
    const suite: Suite = {
      async lab(options) {
        const lab = await makeLab(options);
        labs.push(lab);
        return lab;
      },
    };
    beforeEach(() => {
      labs = [];
    });
    afterEach(async () => {
      for (const lab of labs) await lab.close();
    });
    netconfConformance(suite);
    dataConformance(suite);
    hostileConformance(suite);
    lockConformance(suite);
    partialLockConformance(suite);
    notificationConformance(suite);
    monitoringConformance(suite);
    editConformance(suite);
    candidateConformance(suite);
    reloadConformance(suite);
    cliConformance(suite);
    configLineConformance(suite);
    recordConformance(suite);
    cliRpcConformance(suite);
    showConformance(suite);
    legacyConformance(suite);
    licenseFileConformance(suite);
    platformConformance(suite);
  });
}
