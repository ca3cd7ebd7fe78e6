import { describe, expect, test } from 'vitest';
import { GREETING } from '../stub-device.ts';
import { gone, login, netconf, sshLab } from './ssh-lab.ts';

async function withFault(fault: string, params: Record<string, unknown>) {
  const lab = await sshLab();
  lab.faults.add({ fault, target: 'sw-0', params });
  return lab;
}

async function echo(lab: Awaited<ReturnType<typeof sshLab>>, text: string): Promise<string> {
  const client = await login('127.0.0.1', lab.endpoint.netconfPort);
  const channel = await netconf(client);
  channel.stream.write(text);
  await channel.until(text);
  client.end();
  await gone(client);
  return channel.text;
}

describe('net faults on real sockets', () => {
  test.each([
    ['net.latency', { latencyMs: 5 }],
    ['net.latency', { latencyMs: 5, stream: 'upstream' }],
    ['net.jitter', { jitterMs: 5 }],
    ['net.slicer', { averageSizeBytes: 100, sizeVariationBytes: 50 }],
    ['net.slicer', { averageSizeBytes: 7, sizeVariationBytes: 6, stream: 'upstream' }],
    ['net.bandwidth', { rateKBps: 1000 }],
    ['net.slow_close', { delayMs: 5 }],
  ])('%s %j: SSH works through it, and every byte arrives', async (fault, params) => {
    await using lab = await withFault(fault, params);
    const text = 'y'.repeat(50_000);
    expect(await echo(lab, text)).toBe(GREETING.netconf + text);
    expect(lab.faults.list()).toEqual([]);
    expect(lab.defects).toEqual([]);
  });

  test.each([
    ['net.reset_peer', { timeoutMs: 0 }],
    ['net.timeout', { timeoutMs: 20 }],
    ['net.limit_data', { bytes: 500 }],
    ['net.limit_data', { bytes: 500, stream: 'upstream' }],
  ])('%s %j ends the connection; the next one is normal again', async (fault, params) => {
    await using lab = await withFault(fault, params);
    await expect(login('127.0.0.1', lab.endpoint.netconfPort)).rejects.toThrow(/reset|closed|lost/i);
    expect(await echo(lab, 'ok')).toBe(`${GREETING.netconf}ok`);
  });

  test('net.timeout 0: nothing comes until the client gives up', async () => {
    await using lab = await withFault('net.timeout', {});
    await expect(login('127.0.0.1', lab.endpoint.netconfPort, { readyTimeout: 100 })).rejects.toThrow(
      /timed out/i,
    );
  });
});
