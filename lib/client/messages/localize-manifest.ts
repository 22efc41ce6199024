import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import type { NodeManifest, ParsedConfig } from '@/lib/graph/manifest'
import type { NodePorts, Port } from '@/lib/graph/ports'
import type { ResourceNames } from '@/lib/graph/resource-names'
import type { MessageValues } from '@/lib/messages/format-message'
import type { ManifestTexts } from '@/lib/messages/manifest-texts'
import { currentLocale, currentMessageCatalog } from './message-catalog'
import type { ManifestKind } from './texts'

const NO_TEXTS: ManifestTexts = {}

/** The texts of a manifest in the language of the page, by path. Empty in English, which is in the manifest itself. */
export function manifestTexts(kind: ManifestKind, id: string): ManifestTexts {
  const texts = currentMessageCatalog()?.manifests?.[kind]
  return texts && Object.hasOwn(texts, id) ? (texts[id] ?? NO_TEXTS) : NO_TEXTS
}

/** The texts of one section of a form, for a form that shows this section only. */
export function textsWithin(texts: ManifestTexts, section: string): ManifestTexts {
  const start = `fields.${section}.`
  return Object.fromEntries(
    Object.entries(texts).flatMap(([path, text]) =>
      path.startsWith(start) ? [[`fields.${path.slice(start.length)}`, text]] : [],
    ),
  )
}

const localized = new Map<StudioLocale, WeakMap<object, unknown>>()

/** A manifest of plain data in the language of the page: the same object, with its texts replaced. */
export function localizeManifest<Manifest extends { id: string }>(kind: ManifestKind, manifest: Manifest): Manifest {
  const texts = manifestTexts(kind, manifest.id)
  if (texts === NO_TEXTS) return manifest
  const cache = localized.get(currentLocale()) ?? new WeakMap<object, unknown>()
  localized.set(currentLocale(), cache)
  const cached = cache.get(manifest) ?? replaceTexts(manifest, texts, '')
  cache.set(manifest, cached)
  return cached as Manifest
}

function replaceTexts(value: unknown, texts: ManifestTexts, path: string): unknown {
  if (typeof value === 'string') return texts[path] ?? value
  const at = (key: string) => (path === '' ? key : `${path}.${key}`)
  if (Array.isArray(value))
    return value.map((item, index) => replaceTexts(item, texts, at(nameOf(item) ?? String(index))))
  // Schemas stay as they are: a form looks up their texts itself.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceTexts(inner, texts, at(key))]))
}

/** Items of a list are identified by their name or value. */
function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  if ('name' in item && typeof item.name === 'string') return item.name
  return 'value' in item && typeof item.value === 'string' ? item.value : undefined
}

/** A node's manifest whose texts are read in the current language of the page. */
export function localizeNode(manifest: NodeManifest): NodeManifest {
  const { type } = manifest
  const textOf = (path: string) => manifestTexts('nodes', type)[path]
  return {
    ...manifest,
    get label() {
      return textOf('label') ?? manifest.label
    },
    get description() {
      return textOf('description') ?? manifest.description
    },
    ports: (config) => localizePorts(manifest.ports(config), manifestTexts('nodes', type)),
  }
}

/** A node's settings in one line in the language of the page; empty if its manifest has no summary. */
export function summarizeSettings(manifest: NodeManifest, config: ParsedConfig, names: ResourceNames): string {
  const texts = manifestTexts('nodes', manifest.type)
  const format = (name: string, values: MessageValues = {}) => {
    const text = texts[`texts.${name}`] ?? manifest.texts?.[name] ?? name
    return currentMessageCatalog()?.format(text, values, currentLocale()) ?? text
  }
  return manifest.summary?.(config, format, names) ?? ''
}

function localizePorts(ports: NodePorts, texts: ManifestTexts): NodePorts {
  if (texts === NO_TEXTS) return ports
  const { inputs, outputs, inner, ...rest } = ports
  const side = (list: readonly Port[], path: string) => list.map((port) => localizePort(port, texts, path))
  return {
    ...rest,
    inputs: side(inputs, 'inputs'),
    outputs: side(outputs, 'outputs'),
    ...(inner
      ? {
          inner: {
            ...inner,
            inputs: side(inner.inputs, 'inner.inputs'),
            outputs: side(inner.outputs, 'inner.outputs'),
          },
        }
      : {}),
  }
}

function localizePort(port: Port, texts: ManifestTexts, path: string): Port {
  const { id, label, description } = port
  // The label was entered by a person.
  if (port.isNamed || label === id) return port
  const [name, text] = [texts[`${path}.${id}.label`] ?? label, texts[`${path}.${id}.description`] ?? description]
  if (name === label && text === description) return port
  return { ...port, label: name, ...(text === undefined ? {} : { description: text }) }
}
