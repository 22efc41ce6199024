'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { PublicationView, VersionView } from '@/lib/contracts/versions'
import type { Graph } from '@/lib/graph/graph'
import { ExportDialog } from './export-dialog'
import { NewKey } from './new-key'
import { sampleInputs } from './sample-inputs'
import { type SnippetId, snippets } from './snippets'
import { Unpublished } from './unpublished'

export interface ApiPanelProps {
  app: { id: string; name: string; graph: Graph }
  publication: PublicationView
  live: VersionView | null
}

/** The API of the published app in several languages, with a new key filled in. */
export function ApiPanel({ app, publication, live }: ApiPanelProps) {
  if (publication.publishedVersion === null) return <Unpublished />
  return (
    <div className="flex flex-col gap-6">
      <Snippets app={app} publication={publication} languages={LANGUAGES} />
      {live ? <OwnCode appId={app.id} live={live} /> : null}
    </div>
  )
}

/** The app as a tool of MCP clients, such as other agents and editors. */
export function McpPanel({ app, publication }: Omit<ApiPanelProps, 'live'>) {
  if (publication.publishedVersion === null) return <Unpublished />
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-2xl text-muted text-sm">{t('publish.mcpText')}</p>
      <Snippets app={app} publication={publication} languages={['mcp']} />
    </div>
  )
}

function OwnCode({ appId, live }: { appId: string; live: VersionView }) {
  const [isOpen, setOpen] = useState(false)
  if (!useHasRole('editor')) return null
  return (
    <section className="flex flex-wrap items-center justify-between gap-3 border-t pt-5">
      <div>
        <h3 className="font-medium text-sm">{t('exportCode.section')}</h3>
        <p className="text-muted text-sm">{t('exportCode.sectionText')}</p>
      </div>
      <Button icon="code" onClick={() => setOpen(true)}>
        {t('exportCode.action')}
      </Button>
      <ExportDialog appId={appId} version={live} open={isOpen} onOpenChange={setOpen} />
    </section>
  )
}

type Language = 'curl' | 'python' | 'typescript' | 'others' | 'mcp'
const LANGUAGES: readonly Language[] = ['curl', 'python', 'typescript', 'others']

function languageLabel(language: Language): string {
  switch (language) {
    case 'curl':
      return 'curl'
    case 'python':
      return 'Python'
    case 'typescript':
      return 'TypeScript'
    case 'mcp':
      return 'MCP'
    case 'others':
      return t('publish.useTools')
  }
}

function shownSnippets(language: Language): readonly { id: SnippetId; title: string }[] {
  switch (language) {
    case 'curl':
      return [
        { id: 'curl', title: t('publish.snippetCurl') },
        { id: 'curlStream', title: t('publish.snippetCurlStream') },
        { id: 'curlConversation', title: t('publish.snippetCurlConversation') },
      ]
    case 'python':
      return [
        { id: 'pythonOpenai', title: t('publish.snippetPythonOpenai') },
        { id: 'pythonRequests', title: t('publish.snippetPythonRequests') },
      ]
    case 'mcp':
      return [{ id: 'mcpSettings', title: t('publish.snippetMcp') }]
    case 'others':
      return [
        { id: 'flowiseWidget', title: t('publish.snippetFlowiseWidget') },
        { id: 'flowiseCurl', title: t('publish.snippetFlowise') },
        { id: 'difyCurl', title: t('publish.snippetDify') },
      ]
    case 'typescript':
      return [
        { id: 'typescriptOpenai', title: t('publish.snippetTypescriptOpenai') },
        { id: 'typescriptResponses', title: t('publish.snippetTypescriptResponses') },
        { id: 'typescriptUseChat', title: t('publish.snippetTypescriptUseChat') },
        { id: 'typescriptFetch', title: t('publish.snippetTypescriptFetch') },
      ]
  }
}

interface SnippetsProps extends Pick<ApiPanelProps, 'app' | 'publication'> {
  languages: readonly Language[]
}

function Snippets({ app, publication, languages }: SnippetsProps) {
  const [language, setLanguage] = useState<Language>(languages[0] ?? 'curl')
  // A key is shown once and cannot be read after the page is closed.
  const [secret, setSecret] = useState<string | null>(null)
  const { baseUrl, slug } = publication
  const { isChat, inputs } = sampleInputs(app.graph)
  const message = isChat && typeof inputs.message === 'string' ? inputs.message : null
  const all = snippets({ baseUrl, slug, apiKey: secret ?? 'YOUR_API_KEY', inputs, message })
  return (
    <section className="flex flex-col gap-3">
      <NewKey app={app} secret={secret} onSecret={setSecret} />
      {languages.length > 1 ? (
        <SegmentedControl
          size="sm"
          className="mt-2 self-start"
          label={t('publish.useOther')}
          value={language}
          onValueChange={setLanguage}
          options={languages.map((value) => ({ value, label: languageLabel(value) }))}
        />
      ) : null}
      {shownSnippets(language).map(({ id, title }) =>
        all[id] === undefined ? null : <CodeBlock key={id} title={title} code={all[id]} />,
      )}
      {language === 'mcp' ? null : (
        <>
          <p className="text-muted text-xs">{t('publish.ownInstructions')}</p>
          <p className="break-words text-muted text-xs">
            {t('publish.openapiText', { url: `${baseUrl}/api/v1/apps/${slug}/openapi.json` })}
          </p>
        </>
      )}
    </section>
  )
}
