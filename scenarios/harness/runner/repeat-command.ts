/** The command that repeats a run from a checkout: scenario, binding and seed name it completely, with the commit. */
export function repeatCommand(name: string, binding: string, seed: number): string {
  return `npm run --silent liclab -- scenario run ${name} --binding ${binding} --seed ${seed}`;
}
