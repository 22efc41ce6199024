import { z } from 'zod'
import type { NodeManifest } from '@/lib/graph/manifest'
import type { NodePorts, Port } from '@/lib/graph/ports'
import { fieldLayout } from '@/lib/graph/schema/field-layout'
import { innerSchema } from '@/lib/graph/schema/schema-parts'

/** English text by its path in the manifest. */
export type Paths = Readonly<Record<string, string>>

/** Every text of a node's manifest. Ports are those of any setting that has one. */
export function nodePaths(manifest: NodeManifest): Paths {
  const { label, description, texts = {}, config } = manifest
  return {
    label,
    description,
    ...prefixed('texts', texts),
    ...formPaths(config),
    ...Object.assign({}, ...settingsOf(config).map((settings) => portPaths(manifest.ports(settings)))),
  }
}

/** The texts of each field of a form. */
export function formPaths(schema: z.ZodType, path = 'fields'): Paths {
  const { inner } = unwrap(schema)
  if (!(inner instanceof z.ZodObject)) return {}
  const fields = Object.entries(inner.shape).filter(
    (field): field is [string, z.ZodType] => field[1] instanceof z.ZodType,
  )
  return Object.assign({}, ...fields.map(([name, field]) => fieldPaths(field, `${path}.${name}`)))
}

function fieldPaths(schema: z.ZodType, path: string): Paths {
  const { inner, layout } = unwrap(schema)
  if (layout.hidden) return {}
  const { label, help, placeholder, itemLabel, unit, options = {} } = layout
  const own = Object.entries({ label, help, placeholder, itemLabel, unit }).flatMap(([name, text]) =>
    text === undefined ? [] : [[`${path}.${name}`, text]],
  )
  return {
    ...Object.fromEntries(own),
    ...prefixed(`${path}.options`, options),
    ...(inner instanceof z.ZodArray && inner.element instanceof z.ZodType
      ? fieldPaths(inner.element, `${path}.item`)
      : formPaths(inner, path)),
  }
}

function portPaths({ inputs, outputs, inner }: NodePorts): Paths {
  return {
    ...sidePaths('inputs', inputs),
    ...sidePaths('outputs', outputs),
    ...sidePaths('inner.inputs', inner?.inputs ?? []),
    ...sidePaths('inner.outputs', inner?.outputs ?? []),
  }
}

function sidePaths(side: string, ports: readonly Port[]): Paths {
  const own = ports.filter(({ id, label, isNamed }) => !isNamed && label !== id)
  return Object.fromEntries(
    own.flatMap(({ id, label, description }) => [
      [`${side}.${id}.label`, label],
      ...(description === undefined ? [] : [[`${side}.${id}.description`, description]]),
    ]),
  )
}

/** The defaults, and the defaults with each choice and switch in each of its positions. */
function settingsOf(config: NodeManifest['config']) {
  const candidates = [{}, ...choicesOf(config)]
  return candidates.flatMap((candidate) => {
    const parsed = config.safeParse(candidate)
    return parsed.success ? [parsed.data] : []
  })
}

function choicesOf(schema: z.ZodType): unknown[] {
  const { inner } = unwrap(schema)
  if (inner instanceof z.ZodEnum) return [...inner.options]
  if (inner instanceof z.ZodBoolean) return [true, false]
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodType)
    return choicesOf(inner.element).map((choice) => [choice])
  if (!(inner instanceof z.ZodObject)) return []
  return Object.entries(inner.shape).flatMap(([name, field]) =>
    field instanceof z.ZodType ? choicesOf(field).map((choice) => ({ [name]: choice })) : [],
  )
}

/** The texts of a form of plain data, such as that of a model service. */
export function plainPaths(value: unknown, path = ''): Paths {
  if (typeof value !== 'object' || value === null) return {}
  const entries = Object.entries(value).map(([key, inner]): Paths => {
    const name = Array.isArray(value) ? nameOf(inner, key) : key
    const at = path === '' ? name : `${path}.${name}`
    if (typeof inner !== 'string') return inner instanceof z.ZodType ? {} : plainPaths(inner, at)
    return READ.has(key) && inner !== '' ? { [at]: inner } : {}
  })
  return Object.assign({}, ...entries)
}

const READ = new Set(['label', 'description', 'help', 'placeholder', 'patternHint'])

function nameOf(item: unknown, index: string): string {
  if (typeof item !== 'object' || item === null) return index
  const { name, value } = { name: undefined, value: undefined, ...item }
  return String(name ?? value ?? index)
}

function prefixed(path: string, texts: Paths): Paths {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${path}.${name}`, text]))
}

function unwrap(schema: z.ZodType) {
  let inner = schema
  let layout = fieldLayout(schema)
  for (let next = innerSchema(inner); next; next = innerSchema(inner)) {
    inner = next
    layout = { ...fieldLayout(inner), ...layout }
  }
  return { inner, layout }
}
