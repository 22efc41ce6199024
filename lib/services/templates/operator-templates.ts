import 'server-only'
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { TEMPLATE_CATEGORIES, type TemplateNeed } from '@/lib/contracts/templates'
import { AppError } from '@/lib/core/app-error'
import type { AppFile } from '@/lib/graph/app-file/app-file'
import { listNeeds } from '@/lib/graph/app-file/needs'
import { parseAppFile } from '@/lib/graph/app-file/parse-app-file'
import type { Graph } from '@/lib/graph/graph'
import { hostsOfGraph } from '@/lib/graph/hosts-of-graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import { TEMPLATE_KNOWLEDGE_BASE } from '@/lib/templates/placeholder'
import type { Template, TemplateSample } from '@/lib/templates/template'

const ENDING = '.patchbay.json'
const MAX_FILES = 200

interface Known {
  /** Changes when the file changes. */
  mark: string
  /** Null for a file that cannot be read. */
  template: Template | null
}

const templateCache = () => singleton('operator-templates', () => new Map<string, Known>())

/** The templates in the folders of the operator. Files are hostile input: a bad one is logged and left out. */
export async function operatorTemplates(folders: readonly string[] = env().templateFolders): Promise<Template[]> {
  const found: Template[] = []
  for (const folder of folders)
    for (const name of await filesIn(folder)) {
      const template = await readTemplate(path.join(folder, name))
      if (template) found.push(template)
    }
  return found
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder)
    return names
      .filter((name) => name.endsWith(ENDING))
      .toSorted()
      .slice(0, MAX_FILES)
  } catch (cause) {
    log().warn({ cause, folder }, 'failed to read a template folder')
    return []
  }
}

async function readTemplate(file: string): Promise<Template | null> {
  const { mtimeMs, size } = await stat(file)
  const mark = `${mtimeMs} ${size}`
  const cached = templateCache().get(file)
  if (cached?.mark === mark) return cached.template
  const template = await parseTemplate(file)
  templateCache().set(file, { mark, template })
  return template
}

async function parseTemplate(file: string): Promise<Template | null> {
  try {
    return templateOfFile(parseAppFile(await readFile(file, 'utf8')), file)
  } catch (cause) {
    if (!AppError.isInstance(cause)) throw cause
    log().warn({ cause, file }, 'failed to read a template')
    return null
  }
}

function templateOfFile({ app, graph, card, samples, needs }: AppFile, file: string): Template {
  const id = `operator-${createHash('sha256').update(file).digest('hex').slice(0, 16)}`
  const sample: TemplateSample = {
    inputs: samples?.run?.inputs ?? inputsOf(card),
    documents: samples?.documents ?? [],
    answer: samples?.run?.answer ?? '',
  }
  return {
    id,
    name: card?.title ?? app.name,
    description: card?.summary || app.description,
    category: TEMPLATE_CATEGORIES.find((category) => category === card?.category) ?? 'automation',
    tags: card?.tags ?? [],
    kind: app.kind,
    icon: app.icon,
    needs: needsOf(graph, sample),
    graph: withPlaceholder(graph),
    samples: { en: sample, 'zh-CN': sample },
    community: {
      author: card?.author ?? '',
      license: card?.license ?? '',
      readme: card?.readme ?? '',
      hosts: hostsOfGraph(graph),
      secrets: needs.flatMap((need) => (need.kind === 'secret' ? [need.id] : [])),
    },
  }
}

const inputsOf = (card: AppFile['card']) =>
  card?.sampleQuestion ? { message: card.sampleQuestion, ...card.sampleInputs } : (card?.sampleInputs ?? {})

const usesKnowledge = ({ nodes }: Graph): boolean => nodes.some(({ config }) => config.knowledgeBaseId !== undefined)

function needsOf(graph: Graph, { documents = [] }: TemplateSample): TemplateNeed[] {
  const models = listNeeds(graph, manifestOf).some(({ kind }) => kind === 'model')
  const isAsking = graph.nodes.some(({ type }) => type === 'agent' || type === 'structured-output')
  return [
    ...(usesKnowledge(graph) && documents.length > 0 ? (['documents'] as const) : []),
    ...(models || isAsking ? (['language-model'] as const) : []),
  ]
}

/** A knowledge base of another workspace is replaced when the app is created. */
function withPlaceholder(graph: Graph): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) =>
      node.config.knowledgeBaseId === undefined
        ? node
        : { ...node, config: { ...node.config, knowledgeBaseId: TEMPLATE_KNOWLEDGE_BASE } },
    ),
  }
}
