import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { DOCUMENT_FACTS, FilterCondition } from '@/lib/core/knowledge/filter-condition'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { ChatMessage } from '@/lib/engine/model-requests'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { SearchModels } from '../search-models'

/** Description of a metadata field for a model. */
export interface KnownField {
  name: string
  type: string
  description: string
  options: string[]
}

export interface PreparedQuestion {
  /** Standalone question used for the search. */
  question: string
  wordings: string[]
  parts: string[]
  /** Hypothetical answer, for its vector. */
  hypothetical: string | null
  /** Filter conditions extracted from the question. */
  conditions: FilterCondition[]
  /** Failed steps, which the search skips. */
  notes: Problem[]
}

export interface QuestionRequest {
  question: string
  history: readonly ChatMessage[]
  options: Pick<RetrievalOptions, 'question' | 'filters'>
  fields: readonly KnownField[]
  models: SearchModels | null
}

const LAST_MESSAGES = 8
const MESSAGE_CHARACTERS = 1_500
const MAX_QUESTION_CHARACTERS = 2_000

/** Prepares the question with models. A failing model costs its step, not the search. */
export async function prepareQuestion(request: QuestionRequest): Promise<PreparedQuestion> {
  const { options, history, models } = request
  const { rewrite, wordings, hypothetical, decompose, model } = options.question
  const plain = { question: request.question, wordings: [], parts: [], hypothetical: null, conditions: [], notes: [] }
  const rewrites = rewrite === 'history' && history.length > 0
  const usesModel = rewrites || wordings > 0 || hypothetical || decompose || options.filters.fromQuestion
  if (!models || !usesModel) return plain
  const notes: Problem[] = []
  const attempt = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work
    } catch (error) {
      // Access rights, budgets and a missing model need a person; a poor answer does not justify a
      // failed search.
      if (!AppError.isInstance(error) || error.code !== 'MODEL_FAILED') throw error
      notes.push(pickProblem(error))
      return otherwise
    }
  }
  const question =
    rewrite === 'history' && history.length > 0
      ? await attempt(rewriteWithHistory(models, request), request.question)
      : request.question
  const [others, imagined, parts, conditions] = await Promise.all([
    wordings > 0 ? attempt(otherWordings(models, model, question, wordings), []) : [],
    hypothetical ? attempt(imagine(models, model, question), null) : null,
    decompose ? attempt(split(models, model, question), []) : [],
    options.filters.fromQuestion ? attempt(readConditions(models, model, question, request.fields), []) : [],
  ])
  return { question, wordings: others, parts, hypothetical: imagined, conditions, notes }
}

type Model = RetrievalOptions['question']['model']

async function rewriteWithHistory(
  models: SearchModels,
  { question, history, options }: QuestionRequest,
): Promise<string> {
  const turns = history
    .filter(({ role }) => role === 'user' || role === 'assistant')
    .slice(-LAST_MESSAGES)
    .map(({ role, content }) => `${role}: ${content.slice(0, MESSAGE_CHARACTERS)}`)
  const { question: rewritten } = await models.prompt({
    name: 'Make the question stand alone',
    key: 'rewrite',
    model: options.question.model,
    instructions:
      'Rewrite the last question so that it can be understood without the conversation: put names in the place of pronouns, and add what is meant but not said. Keep its language. If it stands alone, repeat it. Do not answer it. Answer with JSON: {"question": "…"}',
    text: `Conversation:\n${turns.join('\n')}\n\nLast question: ${question}`,
    schema: z.object({ question: z.string().trim().min(1).max(MAX_QUESTION_CHARACTERS) }),
  })
  return rewritten
}

async function otherWordings(models: SearchModels, model: Model, question: string, count: number): Promise<string[]> {
  const { wordings } = await models.prompt({
    name: 'Other wordings',
    key: 'wordings',
    model,
    instructions: `Write ${count} other wordings of the question for a search in documents: other words for the same, in the question's language. Do not answer it. Answer with JSON: {"wordings": ["…"]}`,
    text: question,
    schema: z.object({ wordings: z.array(z.string().max(MAX_QUESTION_CHARACTERS)) }),
  })
  return distinct(wordings, question).slice(0, count)
}

/** HyDE: a hypothetical answer is closer to the passages than the question (Gao et al. 2022). */
async function imagine(models: SearchModels, model: Model, question: string): Promise<string | null> {
  const { passage } = await models.prompt({
    name: 'Imagine an answer',
    key: 'hypothetical',
    model,
    instructions:
      'Write a short passage (at most 80 words) as it might appear in a document that answers the question. It may be invented: it is used for a search only. Keep the language of the question. Answer with JSON: {"passage": "…"}',
    text: question,
    schema: z.object({ passage: z.string().max(4_000) }),
  })
  return passage.trim() || null
}

async function split(models: SearchModels, model: Model, question: string): Promise<string[]> {
  const { parts } = await models.prompt({
    name: 'Split the question',
    key: 'parts',
    model,
    instructions:
      'If the question asks for several things, or needs facts that are likely to be in different documents, split it into at most 4 questions that each stand alone. Otherwise give none. Keep its language. Answer with JSON: {"parts": ["…"]}',
    text: question,
    schema: z.object({ parts: z.array(z.string().max(MAX_QUESTION_CHARACTERS)) }),
  })
  return distinct(parts, question).slice(0, 4)
}

async function readConditions(
  models: SearchModels,
  model: Model,
  question: string,
  fields: readonly KnownField[],
): Promise<FilterCondition[]> {
  const fieldLines = [
    ...fields.map(({ name, type, description, options }) =>
      [`${name} (${type})`, description, options.length > 0 ? `one of: ${options.join(', ')}` : '']
        .filter((part) => part !== '')
        .join('; '),
    ),
    'document.language (text; ISO 639-1 code)',
    'document.created (date; when it was added)',
  ]
  const { conditions } = await models.prompt({
    name: 'Read filters out of the question',
    key: 'filters',
    model,
    instructions: `Documents have these fields:\n${fieldLines.map((line) => `- ${line}`).join('\n')}\nGive the conditions on fields that the question states outright, and none where it states none: a wrong condition hides the answer. Operators: equals, not-equals, contains, one-of (values with commas), greater, at-least, less, at-most. Dates are written 2026-11-25. Answer with JSON: {"conditions": [{"field": "…", "operator": "…", "value": "…"}]}`,
    text: question,
    schema: z.object({
      conditions: z.array(z.object({ field: z.string(), operator: z.string(), value: z.string() })).max(10),
    }),
  })
  const names = new Set<string>([...fields.map(({ name }) => name), ...DOCUMENT_FACTS])
  return conditions.flatMap((condition) => {
    const parsed = FilterCondition.safeParse(condition)
    return parsed.success && names.has(parsed.data.field) ? [parsed.data] : []
  })
}

function distinct(texts: readonly string[], question: string): string[] {
  const seenQuestions = new Set([question.trim().toLowerCase()])
  return texts
    .map((text) => text.trim())
    .filter((text) => {
      const key = text.toLowerCase()
      if (key === '' || seenQuestions.has(key)) return false
      seenQuestions.add(key)
      return true
    })
}
