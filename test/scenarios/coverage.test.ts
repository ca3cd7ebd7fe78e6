import path from 'node:path';
import { expect, test } from 'vitest';
import { coveragePage } from '../../scenarios/harness/coverage/matrix.ts';
import { ownScenarios } from '../../scenarios/harness/discover/select.ts';
import { projectRoot } from '../tidy/lib/project.ts';

test('docs/scenarios/coverage.md is what the scenarios say (vitest run --update=all FILE writes it anew)', async () => {
  await expect(coveragePage(await ownScenarios())).toMatchFileSnapshot(
    path.join(projectRoot, 'docs/scenarios/coverage.md'),
  );
});
