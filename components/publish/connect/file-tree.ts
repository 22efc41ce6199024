export interface FileTreeRow {
  path: string
  name: string
  depth: number
  isFolder: boolean
}

/**
 * Rows of an expanded file tree: files, then folders, by name. `lib`, which is the same in all projects, comes last.
 */
export function fileTree(paths: readonly string[]): FileTreeRow[] {
  return rowsIn('', paths, 0)
}

function rowsIn(folder: string, paths: readonly string[], depth: number): FileTreeRow[] {
  const inside = paths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length))
  const folders = new Set(inside.flatMap((path) => (path.includes('/') ? [path.slice(0, path.indexOf('/'))] : [])))
  const files = inside.filter((path) => !path.includes('/'))
  return [
    ...files.toSorted().map((name) => ({ path: `${folder}${name}`, name, depth, isFolder: false })),
    ...[...folders]
      .toSorted(byName)
      .flatMap((name) => [
        { path: `${folder}${name}/`, name, depth, isFolder: true },
        ...rowsIn(`${folder}${name}/`, paths, depth + 1),
      ]),
  ]
}

function byName(a: string, b: string): number {
  if (a === 'lib' || b === 'lib') return a === 'lib' ? 1 : -1
  return a < b ? -1 : 1
}
