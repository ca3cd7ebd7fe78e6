import { z } from 'zod';
import { formatLevel, isLevelAllowed } from '../../core/model/level.ts';
import { PLATFORMS } from '../device/platforms/catalog.ts';
import { FLEET_MAX } from '../fleet/fleet.ts';

/** Equal product instances of a Virtual Account that are no switches of the lab. */
export const instancesSchema = z
  .strictObject({
    count: z.int().min(1).max(FLEET_MAX),
    platform: z.enum(PLATFORMS.map(({ model }) => model)),
    level: z.enum(['network-essentials', 'network-advantage']),
    addon: z.enum(['none', 'dna-essentials', 'dna-advantage']).optional().describe('Default: none.'),
    release: z.string().max(20).optional().describe('Default: 17.9.4.'),
    prefix: z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]{0,62}$/, 'expected letters, digits, "-", "_" and "."')
      .describe('Host names are PREFIX-0001, PREFIX-0002, ...'),
    silentDays: z
      .int()
      .min(0)
      .max(3_650)
      .optional()
      .describe('Days since they were last heard of. Default 0.'),
  })
  .check((context) => {
    const { level: network, addon = 'none' } = context.value;
    const level = { network, addon: addon === 'none' ? null : addon };
    if (isLevelAllowed(level)) return;
    const message = `no switch accepts ${formatLevel(level)}`;
    context.issues.push({ code: 'custom', input: context.value, path: ['addon'], message });
  });
