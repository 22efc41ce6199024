import type { Plan, PlanNode } from '@/lib/graph/plan'
import type { Port } from '@/lib/graph/ports'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { toFileName, toIdentifier } from './code/identifier'
import { runtimeSources } from './runtime.gen'

/** One graph of a project: the app itself, or an app that it runs as a step. */
export interface AppModule {
  plan: Plan
  /** Relative to src: empty for the app itself, `apps/orders` for another one. */
  directory: string
  names: ReadonlyMap<number, string>
  /** For the body of a container: its location. */
  outer: { module: AppModule; container: PlanNode } | null
}

/** Names that any file may import or declare, so that no other symbol uses them. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...Object.values<string>(runtimeSources).flatMap((source) =>
    [...source.matchAll(/^export (?:async )?(?:function|const|type|interface) (\w+)/gm)].map((match) => match[1] ?? ''),
  ),
  ...'state config State StateSchema OuterState Results Update Config START END StateGraph Annotation'.split(' '),
])

/** LangGraph's state keys, and names declared by the graph files. */
const NOT_FOR_STEPS = 'graph runApp runFrame inputs results frame outer variables variablesOfApp'.split(' ')

export function createModule(plan: Plan, directory: string, outer: AppModule['outer'] = null): AppModule {
  const used = new Set([...RESERVED_NAMES, ...NOT_FOR_STEPS])
  // Folders of containers are siblings of these.
  const files = new Set<string>(['nodes', 'tools', 'lib', 'apps'])
  const names = new Map<number, string>()
  for (const node of plan.nodes) {
    let name = toIdentifier(node.label, fallbackOf(node), used, 'Step')
    // On case-insensitive file systems `aBC` and `aBc` are one file.
    while (files.has(toFileName(name))) name = toIdentifier(`${name} step`, fallbackOf(node), used)
    files.add(toFileName(name))
    names.set(node.index, name)
  }
  return { plan, directory, names, outer }
}

/** The module this many containers further out. */
export function outerModule(module: AppModule, up: number): AppModule {
  let found = module
  for (let left = up; left > 0 && found.outer; left -= 1) found = found.outer.module
  return found
}

/** Values that a container passes to its inner nodes, such as an item. */
export function frameValuesOf({ outer }: AppModule): Port[] {
  if (!outer) return []
  const { type, config } = outer.container
  return manifestOf(type)?.ports(config).inner?.outputs ?? []
}

export function nameOf({ names }: AppModule, index: number): string {
  return names.get(index) ?? 'step'
}

/** Path relative to src, without extension. */
export function modulePath({ directory }: Pick<AppModule, 'directory'>, file: string): string {
  return `src/${directory === '' ? '' : `${directory}/`}${file}`
}

export function stepPath(module: AppModule, index: number, folder: 'nodes' | 'tools'): string {
  return modulePath(module, `${folder}/${toFileName(nameOf(module, index))}`)
}

function fallbackOf({ type }: PlanNode): string {
  return type.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
