/** Equal names get their service as a prefix, then a number. */
export function freeToolName(
  wanted: string,
  plugin: string,
  used: Pick<ReadonlySet<string> | ReadonlyMap<string, unknown>, 'has'>,
): string {
  if (!used.has(wanted)) return wanted
  const prefixed = `${plugin.replaceAll('-', '_')}_${wanted}`.slice(0, 60)
  if (!used.has(prefixed)) return prefixed
  for (let number = 2; ; number += 1) if (!used.has(`${prefixed}_${number}`)) return `${prefixed}_${number}`
}
