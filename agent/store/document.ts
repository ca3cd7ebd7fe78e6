import { DOCUMENT_BYTES_MAX } from '../../core/ports/store.ts';
import { StoreError } from './answer.ts';

/** A document's body as the JSON text that is stored. Throws `DOCUMENT_TOO_LARGE`. */
export function documentText(body: unknown): string {
  const text = JSON.stringify(body);
  if (text.length <= DOCUMENT_BYTES_MAX) return text;
  throw new StoreError('DOCUMENT_TOO_LARGE', `a document of ${text.length} characters was to be stored`);
}
