import type { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import type { ManifestText, ManifestTexts } from '@/lib/messages/manifest-texts'
import type { GraphIssue } from './issue'
import type { NodePorts } from './ports'
import type { ResourceNames } from './resource-names'
import type { VariableOperation } from './variables/apply-operation'
import type { VariableDeclaration } from './variables/declaration'

export const NODE_GROUPS = ['input', 'model', 'knowledge', 'tool', 'logic', 'text', 'output', 'note'] as const
export type NodeGroup = (typeof NODE_GROUPS)[number]

/**
 * The syntax of a reference in a config field. `text`: verbatim, JSON unless it is a string.
 * `uri`: percent-encoded, so that no value can change the URL's structure. `json`: as a JSON
 * literal. `value`: the field becomes the JSON of the value that its only reference has, or of its
 * text. `sql`: as a value that becomes a parameter of the statement. `inserted`: as a marked value, which the action
 * places in the text, JSON or list of its field.
 */
export type TemplateEncoding = 'text' | 'uri' | 'json' | 'value' | 'sql' | 'inserted'

/** A config field in which `{{…}}` is replaced when the node starts. `*` in the path matches every key or list index, a final `**` every text and name inside. */
export interface TemplateField {
  path: string
  encoding: TemplateEncoding
  /** Another encoding by the key that the last `*` of the path matches. */
  encodings?: Readonly<Record<string, TemplateEncoding>>
  /** Applies only while a setting has one of these values; absent settings are `undefined`. */
  when?: { field: string; values: readonly (string | undefined)[] }
}

/** How a step ends its frame: the container ends, or continues with the next frame. */
export type Jump = 'break' | 'continue'

/** A parsed config of unknown type: optional fields may be `undefined`, which JSON does not have. */
export type ParsedConfig = { [key: string]: unknown }

/** A change of a variable by a node, with its place in the config. */
export interface VariableAssignment {
  variable: string
  operation: VariableOperation
  path: string
}

/**
 * A node type for the canvas and the compiler. Client-safe: no server imports, no side effects.
 * `{{name}}` (one segment) in a template field is an input port of the node itself, so `ports()`
 * must list it; `{{nodeId.port.path}}` refers to another node.
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
  /** Settings of a new node besides the defaults, for entries of the palette that preselect something. */
  initial?: JsonObject
  /** Line on the card that summarizes the settings. `text` formats one of `texts`. */
  summary?(config: Config, text: ManifestText, names: ResourceNames): string
  /** `write` changes external state: it gets an idempotency key and never runs in previews without consent. */
  effect: 'pure' | 'read' | 'write'
  /** Whether a `write` node only reads with these settings, such as a GET request. */
  onlyReads?(config: Config): boolean
  /** `false` if equal inputs may give different results: evaluations then run the node instead of reusing a result. */
  reusable?: false
  /** Whether a `write` node changes nothing itself, because its tools or its app make the changes. */
  delegates?: boolean
  /**
   * Whether the node asks a person before its tools change something. An agent that calls it then does not
   * ask again.
   */
  asksItself?: boolean
  /** Whether its output is a person's consent for this run: a rerun asks again. */
  consent?: boolean
  /** Output ports of which a run takes at most one: the branches of a step. */
  branches?(config: Config): readonly string[]
  /** By branch port: outputs that exist in this case but are empty. */
  hollow?: Readonly<Record<string, readonly string[]>>
  /** Whether its outputs or tools return untrusted text: documents, pages, responses of services. */
  bringsUntrusted?: boolean
  /** Output ports with values marked as personal data. */
  personalPorts?(config: Config): readonly string[]
  /** Output ports whose text was checked by a guard or a person. */
  vouchesFor?: readonly string[]
  role?: 'start' | 'answer' | 'note'
  /** Set if it ends the frame of its container, with its input `value`. */
  jump?: Jump
  /** For a container: whether a step inside may end all its frames. */
  allowsBreak?(config: Config): boolean
  /** For the start: the variables of the app. */
  variables?(config: Config): readonly VariableDeclaration[]
  /** The variables that the node changes. */
  assigns?(config: Config): readonly VariableAssignment[]
  /** Output port whose text is streamed by `ctx.emit`. */
  streams?: string
  /** Whether agents can use it as a tool: adds a `tool` output port; the node's inputs become the parameters. */
  tool?: boolean
  /** Migrates a stored config from an older version. */
  migrate?(from: number, config: JsonObject): JsonObject
  /** Checks that the schema cannot express. Pure. */
  check?(config: Config, nodeId: string): GraphIssue[]
  defaultPolicy?: { timeoutSeconds?: number; retryCount?: number }
}

/** Own keys only, so that `constructor` is not a node type. */
export type ManifestLookup = (type: string) => NodeManifest | undefined

/** Infers the config type of a manifest; the registry sees `NodeManifest`. */
export function defineManifest<Config>(manifest: NodeManifest<Config>): NodeManifest<Config> {
  return manifest
}
