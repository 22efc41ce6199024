import { isCapabilityKind, type PortKind } from '@/lib/graph/ports'

const COLORS: Readonly<Partial<Record<PortKind, string>>> = {
  text: 'var(--port-text)',
  json: 'var(--port-json)',
  messages: 'var(--port-messages)',
  documents: 'var(--port-documents)',
  number: 'var(--port-number)',
  boolean: 'var(--port-boolean)',
  file: 'var(--port-file)',
  image: 'var(--port-file)',
  audio: 'var(--port-file)',
}

/** The color of a port and its edges; tokens of app/tokens.css. */
export function portColor(kind: PortKind): string {
  if (isCapabilityKind(kind)) return 'var(--port-capability)'
  return COLORS[kind] ?? 'var(--port-any)'
}
