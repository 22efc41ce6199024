import type { JsonObject } from '@/lib/core/json'
import type { ImportNote, ImportStatus } from '../report'
import type { SourceNode, SourceVariable } from '../source-flow'

export type Data = JsonObject

/** What a rule needs to build its nodes. */
export interface RuleContext {
  node: SourceNode
  data: Data
  /** Ids of its target nodes, by the names of `Rule.targets`. */
  ids: Readonly<Record<string, string>>
  isChat: boolean
  configure(target: string, config: JsonObject): void
  /** Adds an edge from `node.port` to `node.port`. */
  connect(from: string, to: string): void
  /** Connects a reference to an input, through a step that picks a part of the value if need be. */
  feed(ref: string | null, to: string, where?: 'inside'): void
  /** Replaces the file's references in a text with Patchbay's. */
  text(raw: unknown): string
  /**
   * `node.port.path` of a selector such as `['1711', 'text']`. If there is no such value, adds a note and returns null.
   */
  ref(selector: unknown): string | null
  note(key: ImportNote['key'], about: string): void
  /** Whether a value is surely text or a number, which every builder writes in the same way. */
  isText(selector: unknown): boolean
  /** Variables that the app declares. */
  variables: readonly SourceVariable[]
  /** Whether a step reads the files of a message. */
  usesFiles: boolean
  /** The tool output of another step; null if it cannot be used as a tool. */
  toolOf(step: string): string | null
}

export interface Rule {
  /** Target nodes by name, with their types. The order is that on the canvas. */
  targets: Readonly<Record<string, string>>
  /** The target that holds the steps inside. */
  container?: string
  /** Targets that are inside the container. */
  inside?: readonly string[]
  status: ImportStatus
  /** The input at which order edges arrive: a control port, or the value that a condition passes on. */
  gate(ids: Readonly<Record<string, string>>): string | null
  /** Of a container: the output that starts its first steps, and the input that waits for all of them. */
  first?(ids: Readonly<Record<string, string>>): string
  last?(ids: Readonly<Record<string, string>>): string
  /** Of a container without `first` and `last`: the value that starts its first steps. */
  enter?(ids: Readonly<Record<string, string>>): string
  /** The output that leaves by this handle; null if none does. */
  leave(ids: Readonly<Record<string, string>>, handle: string, data: Data): string | null
  /** The output that offers the step to an agent. */
  tool?(ids: Readonly<Record<string, string>>): string
  /** References to its values, by the key of the file. A key that is not listed has no equivalent. */
  values(ids: Readonly<Record<string, string>>, data: Data): Readonly<Record<string, string>>
  build(ctx: RuleContext): void
}
