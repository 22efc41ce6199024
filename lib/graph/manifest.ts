import type { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import type { ManifestText, ManifestTexts } from '@/lib/messages/manifest-texts'
import type { GraphIssue } from './issue'
import type { NodePorts } from './ports'

export const NODE_GROUPS = ['input', 'model', 'knowledge', 'tool', 'logic', 'text', 'output', 'note'] as const
export type NodeGroup = (typeof NODE_GROUPS)[number]

/**
 * How a reference is written into a config field.
 * `text`: as it is, JSON when it is not a string. `uri`: every value percent-encoded (T41). `json`: as a JSON literal.
 */
export type TemplateEncoding = 'text' | 'uri' | 'json'

/** A config field in which `{{…}}` is replaced when the node starts. `*` in the path stands for every index of a list. */
export interface TemplateField {
  path: string
  encoding: TemplateEncoding
}

/** A parsed config when its node type is not known: optional fields may be `undefined`, which no JSON has. */
export type ParsedConfig = { [key: string]: unknown }

/**
 * What the canvas and the compiler know of a node type. Client-safe: no server import, no side effect.
 * `{{name}}` (one segment) in a template field is an input port of the node itself, so `ports()` must list it;
 * `{{nodeId.port.path}}` refers to another node.
 */
export interface NodeManifest<Config = ParsedConfig> {
  type: string
  version: number
  label: string
  description: string
  group: NodeGroup
  /** A name of components/ui/icons.ts or more-icons.ts. */
  icon: string
  config: z.ZodType<Config>
  ports(config: Config): NodePorts
  templates?: readonly TemplateField[]
  /** English texts in ICU MessageFormat that `summary` uses, by name. */
  texts?: ManifestTexts
  /** One line on the card that says what the node is set to. `text` formats one of `texts`. */
  summary?(config: Config, text: ManifestText): string
  /** `write` changes the world outside: it gets an idempotency key and never runs in previews without consent. */
  effect: 'pure' | 'read' | 'write'
  /** Whether a `write` node only reads with these settings, such as a GET request. */
  onlyReads?(config: Config): boolean
  /** A `write` node that changes nothing itself: its tools, or the app that it runs, do. */
  delegates?: boolean
  /** What it gives is a person's consent to what follows in this run: a run made from it asks again. */
  consent?: boolean
  /** Output ports of which a run gets one at most: where a step sends its value one way and not another. */
  branches?(config: Config): readonly string[]
  /** By the port of such a branch: the outputs that are given then, but hold nothing. */
  hollow?: Readonly<Record<string, readonly string[]>>
  /** Its outputs, or the tools it offers, bring text that strangers wrote: documents, pages, answers of services. */
  bringsUntrusted?: boolean
  /** Output ports that carry what is marked as personal data. */
  personalPorts?(config: Config): readonly string[]
  /** Output ports whose text a guard or a person has looked at. */
  vouchesFor?: readonly string[]
  role?: 'start' | 'answer' | 'note'
  /** Output port whose text is streamed by `ctx.emit`. */
  streams?: string
  /** May be offered to an agent: adds a `tool` output port; the node's inputs become the tool's parameters. */
  tool?: boolean
  /** Brings a stored config of an older version to this one. */
  migrate?(from: number, config: JsonObject): JsonObject
  /** Checks that the schema cannot express. Pure. */
  check?(config: Config, nodeId: string): GraphIssue[]
  defaultPolicy?: { timeoutSeconds?: number; retryCount?: number }
}

/** Looked up by own key only, so that `constructor` is no node type. */
export type ManifestLookup = (type: string) => NodeManifest | undefined

/** Keeps the config type while the manifest is written; the registry sees `NodeManifest`. */
export function defineManifest<Config>(manifest: NodeManifest<Config>): NodeManifest<Config> {
  return manifest
}
