import { ENVIRONMENT_SELECTOR } from '../environment'
import { objectOf, textOf } from '../fields'
import type { SourceNode } from '../source-flow'
import { action, actionTool, isComplete } from './action'
import { agent, agentTool } from './agent'
import { answer, answerFiles, end } from './answers'
import { assigner } from './assigner'
import { classifier } from './classifier'
import { ifElse } from './condition'
import { parameterExtractor } from './extract'
import { makeFile, readFile } from './files'
import { http } from './http'
import { iteration } from './iteration'
import { loopBreak, loopContinue } from './jump'
import { list, listOperator } from './lists'
import { llm, structuredLlm } from './llm'
import { loop } from './loop'
import { image, speech, transcript } from './media'
import { date, extract, math, pageRequest } from './node-values'
import { note } from './note'
import { approval, moderation, subApp } from './people'
import { isStandardPython, python } from './python'
import type { Rule } from './rule'
import { start } from './start'
import { object, script, text, wait } from './text'
import { addToKnowledge, aggregator, code, jinjaTemplate, retriever, template, usesJinja } from './values'

const RULES: Readonly<Record<string, Rule>> = {
  note,
  llm,
  answer,
  end,
  'answer-files': answerFiles,
  'if-else': ifElse,
  'variable-aggregator': aggregator,
  'variable-assigner': aggregator,
  'template-transform': template,
  code,
  'knowledge-retrieval': retriever,
  'knowledge-add': addToKnowledge,
  'parameter-extractor': parameterExtractor,
  'question-classifier': classifier,
  agent,
  'agent-tool': agentTool,
  action,
  'action-tool': actionTool,
  'http-request': http,
  iteration,
  'loop-break': loopBreak,
  'loop-continue': loopContinue,
  date,
  math,
  extract,
  assigner,
  list,
  'list-operator': listOperator,
  'document-extractor': readFile,
  'make-file': makeFile,
  text,
  object,
  script,
  wait,
  approval,
  moderation,
  'sub-app': subApp,
  speech,
  image,
  transcript,
}

const ENVIRONMENT_REFERENCE = new RegExp(`\\{\\{#${ENVIRONMENT_SELECTOR}\\.\\w+#\\}\\}`, 'g')

/** The rule for a step; null if it has no equivalent, so that a placeholder keeps it. */
export function ruleFor({ type, data }: SourceNode, isChat: boolean): Rule | null {
  if (type === 'start') return start(isChat, data)
  if (type === 'loop') return loop(data)
  if (isPython(type, data)) return isStandardPython(data.code) ? python : null
  if (type === 'template-transform' && usesJinja(data)) return jinjaTemplate
  if (type === 'llm' && hasSchema(data)) return structuredLlm
  if (type === 'http-request' && !hasFixedHost(data)) return isPage(data) ? pageRequest : null
  if (type === 'action' && !isComplete(data)) return null
  return Object.hasOwn(RULES, type) ? (RULES[type] ?? null) : null
}

const isPython = (type: string, data: SourceNode['data']): boolean =>
  type === 'python' || (type === 'code' && data.code_language !== 'javascript')

/** Whether a model must answer with an object. Newer files also store a switch for this. */
function hasSchema({ structured_output, structured_output_enabled }: SourceNode['data']): boolean {
  return structured_output_enabled !== false && objectOf(objectOf(structured_output).schema).type === 'object'
}

/** A request that only reads an address, which is a value. */
function isPage({ method, url }: SourceNode['data']): boolean {
  return /^get$/i.test(textOf(method)) && textOf(url).trim() !== ''
}

/** Requests go to a host that the app or its owner names, so that no value decides where credentials are sent. */
function hasFixedHost({ url }: SourceNode['data']): boolean {
  const written = textOf(url).replaceAll(ENVIRONMENT_REFERENCE, '$')
  return /^\s*(?:https?:\/\/[^/?#{}\s]+|\$[^/?#{}\s]*)(?:[/?#]|\s*$)/i.test(written)
}
