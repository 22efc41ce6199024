import type { DataKind, Port } from '@/lib/graph/ports'
import { listReferences } from '@/lib/graph/templates/references'

/** One input port for each `{{name}}` in the texts, in order of first use. */
export function variablePorts(texts: readonly string[], kind: DataKind, used: readonly string[] = []): Port[] {
  return variableNames(texts)
    .filter((name) => !used.includes(name))
    .map((name) => ({ id: name, label: name, kind, required: true }))
}

function variableNames(texts: readonly string[]): string[] {
  const names = texts.flatMap(listReferences).flatMap(({ path }) => (path.length === 1 ? path : []))
  return [...new Set(names)]
}
