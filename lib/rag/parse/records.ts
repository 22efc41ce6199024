import type { TextBuilder } from './text-builder'

/** One record a line, each value behind its column's name, so that a passage makes sense on its own. */
export function writeRecord(builder: TextBuilder, fields: readonly (readonly [name: string, value: string])[]): void {
  const shown = fields
    .map(([name, value]) => [name.replace(/\s+/g, ' ').trim(), value.replace(/\s+/g, ' ').trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => (name ? `${name}: ${value}` : value))
  if (shown.length > 0) builder.line(`- ${shown.join('; ')}`)
}
