import type { Plan, PlanNode } from '@/lib/graph/plan'
import { toFileName, toIdentifier } from './code/identifier'
import { runtimeSources } from './runtime.gen'

/** One graph of a project: the app itself, or an app that it runs as a step. */
export interface AppModule {
  plan: Plan
  /** Below src: empty for the app itself, `apps/orders` for another one. */
  directory: string
  names: ReadonlyMap<number, string>
}

/** Names that every file may import, so that nothing else is called like them. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...Object.values<string>(runtimeSources).flatMap((source) =>
    [...source.matchAll(/^export (?:async )?(?:function|const|type|interface) (\w+)/gm)].map((match) => match[1] ?? ''),
  ),
  ...'state config error graph tool step args runApp State StateSchema Results Update Config START END StateGraph Annotation Inputs'.split(
    ' ',
  ),
])

export function createModule(plan: Plan, directory: string): AppModule {
  const taken = new Set(RESERVED_NAMES)
  const files = new Set<string>()
  const names = new Map<number, string>()
  for (const node of plan.nodes) {
    let name = toIdentifier(node.label, fallbackOf(node), taken)
    // `aBC` and `aBc` would be one file.
    while (files.has(toFileName(name))) name = toIdentifier(`${name} step`, fallbackOf(node), taken)
    files.add(toFileName(name))
    names.set(node.index, name)
  }
  return { plan, directory, names }
}

export function nameOf({ names }: AppModule, index: number): string {
  return names.get(index) ?? 'step'
}

/** Path below src, without its ending. */
export function modulePath({ directory }: Pick<AppModule, 'directory'>, file: string): string {
  return `src/${directory === '' ? '' : `${directory}/`}${file}`
}

export function stepPath(module: AppModule, index: number, folder: 'nodes' | 'tools'): string {
  return modulePath(module, `${folder}/${toFileName(nameOf(module, index))}`)
}

function fallbackOf({ type }: PlanNode): string {
  return type.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
