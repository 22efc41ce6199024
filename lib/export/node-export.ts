import type { Json, JsonObject } from '@/lib/core/json'
import type { ModelRef } from '@/lib/engine/ports'
import type { ParsedConfig, TemplateEncoding } from '@/lib/graph/manifest'
import type { PlanNode } from '@/lib/graph/plan'
import type { RuntimeFile } from './runtime.gen'

/** The statements of a node's function. Inputs are constants by then; the last statement returns what `give` made. */
export interface StepCode {
  /** What the step does, for the comment of its function. */
  doc: string
  lines: string[]
}

/** What a node offers to the one that it is plugged into. */
export type BoundCode =
  | { kind: 'model'; code: string }
  /** An expression of one LangChain tool. */
  | { kind: 'tool'; code: string; changesThings: boolean }
  /** An expression that gives a promise of `{ tools, close }`. */
  | { kind: 'toolbox'; code: string; changesThings: boolean }

export interface ModelSettingsCode {
  temperature: number
  maxOutputTokens: number
  /** An expression of a JSON schema that the answer must fit. */
  responseSchema?: string
}

/** What a node's `export.ts` writes its code with. Every text of the graph goes through `text`, `literal` or `template`. */
export interface StepWriter {
  readonly node: PlanNode
  /** A step of the graph, or a tool that an agent calls: then inputs come from the model. */
  readonly use: 'step' | 'tool'
  /** The constant that holds an input's value, which may be undefined unless the port is required; null where nothing can arrive. */
  input(port: string): string | null
  text(text: string): string
  literal(value: Json): string
  /** A text as the name of a property. */
  key(text: string): string
  /** A config text with its references filled in. */
  template(text: string, encoding?: TemplateEncoding): string
  /** Code of the one value that a text refers to, or of the text itself. */
  value(text: string): string
  /** A free name for a constant inside the function. */
  local(wanted: string): string
  /** A constant beside the function, such as a long list. */
  constant(wanted: string, code: string): string
  /** Imports from src/lib of the project. */
  lib(file: RuntimeFile, name: string): string
  model(model: ModelRef, settings: ModelSettingsCode): string
  /** Code of a model that draws, speaks or listens, as `media.ts` takes it. */
  media(model: ModelRef): string
  /** Code that reads a variable of the environment, which .env.example then lists. */
  env(name: string, help: string): string
  /** The folder of the project's documents that stands for a knowledge base. */
  documents(knowledgeBaseId: string): string
  /** Code of a function that streams text into the answer; null where the text does not go there. */
  onText(): string | null
  readonly signal: string
  /** What the node gives: code by output port. */
  give(outputs: readonly (readonly [port: string, code: string])[]): string
  bound(port: string): BoundCode[]
  /** Another app of the workspace, exported along: the function that runs it. */
  app(
    appId: string,
    versionId: string | null,
  ): { run: string; name: string; description: string; parameters: JsonObject }
  /** Of a container: the function that runs its inside once, `(state, values, config) => outputs`. */
  frame(): string
  /** A file beside the step's own, such as JavaScript that people wrote; gives the name of its default export. */
  script(code: string, doc: string): string
  /** Makes a tool of one's own, in a file of its own. */
  tool(
    spec: { name: string; description: string; parameters: JsonObject },
    lines: (args: string, writer: StepWriter) => string[],
  ): BoundCode
  /** Says in the README where the code differs from Patchbay. */
  differs(note: string): void
  /** @throws a problem that names the node, shown instead of an export. */
  fail(message: string): never
}

/** How a node type is written as code. Pure: the same in tests, on the server and in the browser. */
export interface NodeExport<Config = ParsedConfig> {
  write(writer: StepWriter, config: Config): StepCode
  /** For nodes that offer something of their own: a model, or several tools. Others become a tool by `write`. */
  bind?(writer: StepWriter, config: Config): BoundCode
}

export function defineExport<Config>(nodeExport: NodeExport<Config>): NodeExport<Config> {
  return nodeExport
}
