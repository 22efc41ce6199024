import { freeName } from './code/identifier'
import { indent } from './code/indent'

interface Import {
  alias: string
  isType: boolean
}

/** A TypeScript file being written: its imports, constants and used names. */
export interface SourceFile {
  /** Relative to src, such as `nodes`; empty for src itself. */
  directory: string
  used: Set<string>
  /** @param from a package, or a path relative to src without extension. @returns the name in this file */
  import(from: string, name: string, options?: { isType?: boolean; alias?: string }): string
  constant(wanted: string, code: string): string
  render(body: string): string
}

export function createSourceFile(directory: string, reserved: ReadonlySet<string>): SourceFile {
  const used = new Set(reserved)
  const imports = new Map<string, Map<string, Import>>()
  const constants: string[] = []
  return {
    directory,
    used,
    import(from, name, { isType = false, alias } = {}) {
      const names = imports.get(from) ?? new Map<string, Import>()
      imports.set(from, names)
      const existing = names.get(name)
      if (existing) {
        existing.isType &&= isType
        return existing.alias
      }
      // Names of src/lib are reserved in every file, so that they never need an alias.
      const isReserved = reserved.has(alias ?? name)
      const localName = isReserved ? (alias ?? name) : freeName(alias ?? name, used)
      names.set(name, { alias: localName, isType })
      return localName
    },
    constant(wanted, code) {
      const name = freeName(wanted, used)
      constants.push(`const ${name} = ${code}`)
      return name
    },
    render(body) {
      const lines = [...imports].map(([from, names]) => ({ from: pathFrom(directory, from), names }))
      const sorted = lines.toSorted((a, b) => (importOrder(a.from) < importOrder(b.from) ? -1 : 1))
      const head = sorted.map(({ from, names }) => importLine(from, names)).join('\n')
      return `${[head, ...constants, body]
        .filter((part) => part !== '')
        .join('\n\n')
        .trimEnd()}\n`
    },
  }
}

/** Package names are unchanged; paths of the project become relative. */
function pathFrom(directory: string, from: string): string {
  if (!from.startsWith('src/')) return from
  const folder = directory === '' ? [] : directory.split('/')
  const target = from.slice('src/'.length).split('/')
  let shared = 0
  while (shared < folder.length && shared < target.length - 1 && folder[shared] === target[shared]) shared += 1
  const up = folder.length - shared
  const isScript = from.endsWith('.js')
  return `${up === 0 ? './' : '../'.repeat(up)}${target.slice(shared).join('/')}${isScript ? '' : '.ts'}`
}

function importOrder(from: string): string {
  const rank = from.startsWith('node:') ? 0 : from.startsWith('..') ? 2 : from.startsWith('.') ? 3 : 1
  return `${rank}${from}`
}

function importLine(from: string, names: ReadonlyMap<string, Import>): string {
  const only = [...names.values()].every(({ isType }) => isType)
  const defaultImport = names.get('default')
  if (defaultImport) return `import ${defaultImport.alias} from '${from}'`
  const items = [...names]
    .toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map(
      ([name, { alias, isType }]) => `${isType && !only ? 'type ' : ''}${name}${alias === name ? '' : ` as ${alias}`}`,
    )
  const line = `import ${only ? 'type ' : ''}{ ${items.join(', ')} } from '${from}'`
  if (line.length <= 110) return line
  return [`import ${only ? 'type ' : ''}{`, ...items.map((item) => `${indent(item)},`), `} from '${from}'`].join('\n')
}
