import type { Json, JsonObject } from '@/lib/core/json'
import type { ModelRef } from '@/lib/engine/model-requests'
import type { ParsedConfig, TemplateEncoding } from '@/lib/graph/manifest'
import type { PlanNode } from '@/lib/graph/plan'
import type { ExportMcpServer } from './project'
import type { RuntimeFile } from './runtime.gen'
import type { ServiceCode, ServiceReference } from './write/service-code'

/**
 * The statements of a node's function. Inputs are already constants; the last statement returns the result of `give`.
 */
export interface StepCode {
  /** Describes the step in the comment of its function. */
  doc: string
  lines: string[]
}

/** What a node provides to the node that it is plugged into. */
export type BoundCode =
  | { kind: 'model'; code: string }
  /** The expression of one LangChain tool. */
  | { kind: 'tool'; code: string; changesThings: boolean }
  /** An expression that evaluates to a promise of `{ tools, close }`. */
  | { kind: 'toolbox'; code: string; changesThings: boolean }

/** Names a tool's file, and says whether its calls change something. */
export interface ToolAbout {
  name: string
  changesThings: boolean
}

export interface ModelSettingsCode {
  temperature: number
  maxOutputTokens: number
  /** The expression of a JSON schema for the answer. */
  responseSchema?: string
}

/**
 * The API with which a node's `export.ts` writes its code. Every text of the graph passes through `text`, `literal` or
 * `template`.
 */
export interface StepWriter {
  readonly node: PlanNode
  /** A step of the graph, or a tool that an agent calls, whose inputs come from the model. */
  readonly use: 'step' | 'tool'
  /**
   * The constant with an input's value. It may be undefined unless the port is required. Null if no value can arrive.
   */
  input(port: string): string | null
  text(text: string): string
  literal(value: Json): string
  /** A string as a property name. */
  key(text: string): string
  /** A config text with its references resolved. */
  template(text: string, encoding?: TemplateEncoding): string
  /** The code of the single value that a text references, or of the text itself. */
  value(text: string): string
  /** An unused name for a constant inside the function. */
  local(wanted: string): string
  /** A constant outside the function, such as a long list. */
  constant(wanted: string, code: string): string
  /** Imports from the project's src/lib. */
  lib(file: RuntimeFile, name: string): string
  model(model: ModelRef, settings: ModelSettingsCode): string
  /** The code of a model that draws, speaks or listens, in the format of `media.ts`. */
  media(model: ModelRef): string
  /** Code that reads an environment variable, which is added to .env.example. */
  env(name: string, help: string): string
  /** The project folder with the documents of a knowledge base. */
  documents(knowledgeBaseId: string): string
  /** The code of a function that streams text into the answer; null where the text does not go there. */
  onText(): string | null
  readonly signal: string
  /** The expression of the variables of the app. */
  readonly variables: string
  /** Returns the outputs: code by output port. */
  give(outputs: readonly (readonly [port: string, code: string])[]): string
  bound(port: string): BoundCode[]
  /** The function that runs another app of the workspace. That app becomes part of the export. */
  app(
    appId: string,
    versionId: string | null,
  ): { run: string; name: string; description: string; parameters: JsonObject }
  /** For a container: the function that runs its body once, `(state, values, config) => outputs`. */
  frame(): string
  /** Writes a separate file, such as a user's JavaScript; returns the name of its default export. */
  script(code: string, doc: string): string
  /** Writes a custom tool to a separate file. */
  tool(
    spec: { name: string; description: string; parameters: JsonObject },
    lines: (args: string, writer: StepWriter) => string[],
  ): BoundCode
  /** The name of a tool, distinct from the agent's others. */
  toolName(wanted: string): string
  /** Writes a tool whose whole expression is the node's own to a separate file. */
  toolFile(about: ToolAbout, code: (writer: StepWriter) => string): BoundCode
  /** An action of an integration, which is exported as data. */
  service(reference: ServiceReference): ServiceCode
  /** The expression of what a connection adds to requests. */
  credentials(connection: ServiceCode['credentials']): string
  /** A saved MCP server. @throws a problem that names the node */
  mcpServer(id: string): ExportMcpServer
  /** Adds a note to the README about a difference from Patchbay. */
  differs(note: string): void
  /** @throws a problem that names the node, shown instead of an export */
  fail(message: string): never
}

/** How a node type is written as code. Pure: the same in tests, on the server and in the browser. */
export interface NodeExport<Config = ParsedConfig> {
  write(writer: StepWriter, config: Config): StepCode
  /** For nodes that provide a model or several tools. Others become a tool through `write`. */
  bind?(writer: StepWriter, config: Config): BoundCode | BoundCode[]
}

export function defineExport<Config>(nodeExport: NodeExport<Config>): NodeExport<Config> {
  return nodeExport
}
