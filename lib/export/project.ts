import type { ModelRef } from '@/lib/engine/model-requests'
import type { Graph } from '@/lib/graph/graph'
import type { ActionDefinition } from '@/lib/plugins/action'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import { freeName, toEnvName } from './code/identifier'
import type { RuntimeFile } from './runtime.gen'

export interface ExportFile {
  path: string
  content: string
}

/** Why an app cannot be exported: one entry per node. */
export interface ExportProblem {
  nodeId: string
  label: string
  message: string
}

/** A connection without its key, which an export never receives. */
export interface ExportModel {
  provider: string
  model: string
  connectionName: string
  baseUrl: string | null
}

export interface ExportRoute {
  name: string
  /** Targets in the order of the route. */
  targets: ModelRef[]
}

export interface ExportedApp {
  name: string
  description: string
  graph: Graph
}

export interface ExportAction {
  plugin: PluginManifest
  action: ActionDefinition
}

/** A connection of an integration, without its secrets. */
export interface ExportConnection {
  name: string
  kind: ConnectionKind
  /** Public fields, such as a host. */
  fields: Readonly<Record<string, string>>
}

export interface ExportMcpServer {
  name: string
  url: string
  /** Names of the selected tools. */
  tools: string[]
  connection: ExportConnection | null
}

/** The workspace data that an export needs. */
export interface ExportSources {
  /** `auto` returns the workspace's default; null when there is none. For a route, its first model. */
  model(ref: ModelRef): ExportModel | null
  /** The route of a choice; null or absent for a single model. */
  route?(ref: ModelRef): ExportRoute | null
  knowledgeBaseName(id: string): string | null
  /** The version that a Sub-app node runs; null if it does not exist. */
  app(appId: string, versionId: string | null): ExportedApp | null
  /** An action of an integration, or of an imported API in this version; null if it does not exist. */
  action?(reference: { plugin: string; action: string; actionVersion: number }): ExportAction | null
  connection?(id: string): ExportConnection | null
  /** A saved server that is reached by HTTP; null if it does not exist, or is a process of the operator. */
  mcpServer?(id: string): ExportMcpServer | null
  /** The error in a piece of JavaScript; null for none. */
  scriptProblem(code: string): string | null
}

export interface ModelEntry {
  /** `media`: draws, speaks or listens, and is called without a library. */
  use: 'chat' | 'media'
  exportName: string
  model: ExportModel | null
  ref: ModelRef
  /** For a route: its name, and the functions of its models in order. */
  route?: { name: string; functions: string[] }
}

interface EnvEntry {
  name: string
  value: string
  help: string
}

/** State collected while the files of one project are written. */
export interface Project {
  sources: ExportSources
  files: Map<string, string>
  problems: ExportProblem[]
  notes: Set<string>
  runtime: Set<RuntimeFile>
  packages: Set<string>
  models: Map<string, ModelEntry>
  modelNames: Set<string>
  env: Map<string, EnvEntry>
  /** Secret -> environment variable. */
  secrets: Map<string, string>
  /** Knowledge base id -> folder. */
  folders: Map<string, string>
  /** Key of a sub-app -> its folder in src/apps; `open` contains those being written. */
  apps: Map<string, string>
  open: string[]
}

export function createProject(sources: ExportSources): Project {
  return {
    sources,
    files: new Map(),
    problems: [],
    notes: new Set(),
    runtime: new Set<RuntimeFile>(['values']),
    packages: new Set(['@langchain/core', '@langchain/langgraph']),
    models: new Map(),
    modelNames: new Set(),
    env: new Map(),
    secrets: new Map(),
    folders: new Map(),
    apps: new Map(),
    open: [],
  }
}

/** The folder in ./documents of a knowledge base. */
export function documentsFolder({ sources, folders }: Project, knowledgeBaseId: string): string {
  const existing = folders.get(knowledgeBaseId)
  if (existing !== undefined) return existing
  const name = sources.knowledgeBaseName(knowledgeBaseId) ?? 'documents'
  const folder = freeName(slugOf(name, 'documents'), new Set(folders.values()))
  folders.set(knowledgeBaseId, folder)
  return folder
}

export function slugOf(name: string, fallback: string): string {
  return toEnvName(name, fallback).toLowerCase().replaceAll('_', '-')
}
