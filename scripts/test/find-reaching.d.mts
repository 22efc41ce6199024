export function findReaching(
  modules: readonly { source: string; dependencies: readonly { resolved: string }[] }[],
  rule: { name: string; from: { path: string; pathNot?: string }; to: { path: string } },
): { rule: string; files: string[] }[]
