/**
 * The files that reach a forbidden one, through any number of imports.
 * @param {readonly { source: string, dependencies: readonly { resolved: string }[] }[]} modules of dependency-cruiser
 * @param {{ name: string, from: { path: string, pathNot?: string }, to: { path: string } }} rule
 * @returns {{ rule: string, files: string[] }[]} the shortest way of each
 */
export function findReaching(modules, { name, from, to }) {
  const importers = new Map()
  for (const { source, dependencies } of modules)
    for (const { resolved } of dependencies) importers.set(resolved, [...(importers.get(resolved) ?? []), source])
  const isForbidden = new RegExp(to.path)
  const knownFiles = new Set([...modules.map(({ source }) => source), ...importers.keys()])
  /** The next file on the way to a forbidden one; null for a forbidden one. */
  const next = new Map([...knownFiles].filter((file) => isForbidden.test(file)).map((file) => [file, null]))
  // Grows while it is read: a breadth-first search.
  for (const file of next.keys())
    for (const importer of importers.get(file) ?? []) if (!next.has(importer)) next.set(importer, file)
  const isChecked = (file) => new RegExp(from.path).test(file) && !(from.pathNot && new RegExp(from.pathNot).test(file))
  return [...next.keys()]
    .filter((file) => next.get(file) !== null && isChecked(file))
    .map((file) => ({ rule: name, files: wayFrom(file, next) }))
}

function wayFrom(file, next) {
  const way = []
  for (let at = file; at !== null; at = next.get(at)) way.push(at)
  return way
}
