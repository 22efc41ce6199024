'use client'
import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import { InlineCode } from './inline-code'
import { MethodBadge } from './method-badge'
import type { Content, ListedOperation, OpenApi, Parameter } from './open-api'
import { SchemaTree } from './schema-tree'
import { SNIPPET_LANGUAGES, type SnippetLanguage, snippetOf } from './snippets'

const LANGUAGE_NAMES: Readonly<Record<SnippetLanguage, string>> = {
  curl: 'curl',
  javascript: 'JavaScript',
  python: 'Python',
}

export interface OperationCardProps {
  operation: ListedOperation
  document: OpenApi
  language: SnippetLanguage
  onLanguage: (language: SnippetLanguage) => void
}

/** Documents the inputs and responses of an operation next to a sample request. */
export function OperationCard({ operation, document, language, onLanguage }: OperationCardProps) {
  const { method, path, operationId, summary, description, parameters, requestBody, responses } = operation
  const bodies = Object.entries(requestBody?.content ?? {})
  return (
    <article
      id={operationId}
      aria-label={summary}
      lang="en"
      className="scroll-mt-4 border-t py-8 first:border-t-0 first:pt-0"
    >
      <h3 className="font-semibold text-lg tracking-tight">{summary}</h3>
      <p className="mt-2 flex items-center gap-2">
        <MethodBadge method={method} />
        <code className="min-w-0 break-all font-mono text-sm">{path}</code>
        <CopyButton text={path} />
      </p>
      <div className="mt-4 grid gap-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <div className="flex min-w-0 flex-col gap-5">
          {description ? <Description text={description} /> : null}
          {parameters.length > 0 ? (
            <Part title={t('apiDocs.parameters')}>
              <Parameters parameters={parameters} document={document} />
            </Part>
          ) : null}
          {bodies.map(([type, { schema = {} }]) => (
            <Part key={type} title={t('apiDocs.requestBody')} note={type}>
              <SchemaTree schema={schema} document={document} isRequest />
            </Part>
          ))}
          {Object.entries(responses).flatMap(([status, response]) => responseParts(status, response, document))}
        </div>
        <div className="min-w-0 self-start xl:sticky xl:top-6">
          <SegmentedControl
            label={t('apiDocs.language')}
            size="sm"
            value={language}
            onValueChange={onLanguage}
            options={SNIPPET_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            className="mb-2"
          />
          <CodeBlock code={snippetOf(operation, document, language)} copyLabel={t('apiDocs.copyRequest')} />
        </div>
      </div>
    </article>
  )
}

function responseParts(status: string, response: ListedOperation['responses'][string], document: OpenApi): ReactNode[] {
  const shared =
    response.$ref === undefined ? response : document.components.responses?.[response.$ref.split('/').at(-1) ?? '']
  const content: Content = shared?.content ?? {}
  const title = `${t('apiDocs.response')} ${status}`
  if (Object.keys(content).length === 0)
    return [
      <Part key={status} title={title}>
        <p className="text-muted text-xs">{shared?.description}</p>
      </Part>,
    ]
  // 5XX errors have the same body as 4XX errors, which are listed already.
  if (status === '5XX') return []
  return Object.entries(content).map(([type, { schema }]) => (
    <Part key={`${status} ${type}`} title={status === '4XX' ? t('apiDocs.errors') : title} note={type}>
      {schema ? (
        <SchemaTree schema={schema} document={document} />
      ) : (
        <p className="text-muted text-xs">{t('apiDocs.file')}</p>
      )}
    </Part>
  ))
}

/** Descriptions in our API documents use only paragraphs and inline code. */
export function Description({ text }: { text: string }) {
  return (
    <div className="flex max-w-2xl flex-col gap-2 text-muted text-sm">
      {text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>
          <InlineCode text={paragraph} />
        </p>
      ))}
    </div>
  )
}

function Part({ title, note, children }: { title: string; note?: string | undefined; children: ReactNode }) {
  return (
    <section>
      <h4 className="mb-1.5 flex flex-wrap items-baseline gap-2 font-medium text-sm">
        {title}
        {note ? <code className="font-mono text-faint text-xs">{note}</code> : null}
      </h4>
      {children}
    </section>
  )
}

function Parameters({ parameters, document }: { parameters: readonly Parameter[]; document: OpenApi }) {
  const properties = Object.fromEntries(
    parameters.map(({ name, schema = {}, description }) => [
      name,
      description === undefined ? schema : { ...schema, description },
    ]),
  )
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  return <SchemaTree schema={{ properties, required }} document={document} isRequest />
}
