import { hash } from 'node:crypto';
import type { Digest } from '../../../core/ports/digest.ts';

/** SHA-256 by node:crypto. */
export const sha256: Digest = (text) => hash('sha256', text, 'hex');
