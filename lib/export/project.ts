import type { ModelRef } from '@/lib/engine/ports'
import type { Graph } from '@/lib/graph/graph'
import { freeName, toEnvName } from './code/identifier'
import type { RuntimeFile } from './runtime.gen'

export interface ExportFile {
  path: string
  content: string
}

/** Why an app cannot be exported: one line a node. */
export interface ExportProblem {
  nodeId: string
  label: string
  message: string
}

/** A connection as the export may know it: never its key. */
export interface ExportModel {
  provider: string
  model: string
  connectionName: string
  baseUrl: string | null
}

export interface ExportRoute {
  name: string
  /** In the order of the route. */
  targets: ModelRef[]
}

export interface ExportedApp {
  name: string
  description: string
  graph: Graph
}

/** What an export asks of the workspace. */
export interface ExportSources {
  /** `auto` gives the workspace's default; null when there is none. Of a route, the model that it asks first. */
  model(ref: ModelRef): ExportModel | null
  /** The route behind a choice; null or absent: it is a single model. */
  route?(ref: ModelRef): ExportRoute | null
  knowledgeBaseName(id: string): string | null
  /** The version that a Sub-app node runs; null when it is not there. */
  app(appId: string, versionId: string | null): ExportedApp | null
  /** What is wrong with a piece of JavaScript; null when nothing is. */
  scriptProblem(code: string): string | null
}

export interface ModelEntry {
  /** `media`: it draws, speaks or listens, and is asked without a library. */
  use: 'chat' | 'media'
  exportName: string
  model: ExportModel | null
  ref: ModelRef
  /** Of a route: its name, and the functions of its models in their order. */
  route?: { name: string; functions: string[] }
}

interface EnvEntry {
  name: string
  value: string
  help: string
}

/** All that comes together while the files of one project are written. */
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
  /** Secret -> variable of the environment. */
  secrets: Map<string, string>
  /** Knowledge base id -> folder. */
  folders: Map<string, string>
  /** Key of a sub-app -> its folder in src/apps; `open` holds those that are being written. */
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

/** A folder of ./documents for each knowledge base. */
export function documentsFolder({ sources, folders }: Project, knowledgeBaseId: string): string {
  const known = folders.get(knowledgeBaseId)
  if (known !== undefined) return known
  const name = sources.knowledgeBaseName(knowledgeBaseId) ?? 'documents'
  const folder = freeName(slugOf(name, 'documents'), new Set(folders.values()))
  folders.set(knowledgeBaseId, folder)
  return folder
}

export function slugOf(name: string, fallback: string): string {
  return toEnvName(name, fallback).toLowerCase().replaceAll('_', '-')
}
