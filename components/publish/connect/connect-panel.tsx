'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { PublicationView, VersionView } from '@/lib/contracts/versions'
import type { Graph } from '@/lib/graph/graph'
import { ExportDialog } from './export-dialog'
import { NewKey } from './new-key'
import { sampleInputs } from './sample-inputs'
import { htmlSnippet, type SnippetId, snippets } from './snippets'

export interface UseItProps {
  app: { id: string; name: string; graph: Graph }
  publication: PublicationView
  live: VersionView | null
  secret: string | null
  onSecret: (secret: string) => void
  onSettings: () => void
}

/** Integrations of the published app as code snippets. */
export function UseIt({ app, publication, live, secret, onSecret, onSettings }: UseItProps) {
  if (publication.publishedVersion === null)
    return <EmptyState icon="rocket" title={t('publish.neverPublished')} text={t('publish.neverPublishedText')} />
  const { baseUrl, slug, access } = publication
  const pageUrl = `${baseUrl}/chat/${slug}`
  return (
    <div className="flex flex-col gap-6">
      {access === 'key' ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <Button asChild variant="accent">
            <a href={pageUrl} target="_blank" rel="noopener">
              <Icon name="external-link" size={15} />
              {t('publish.openChat')}
            </a>
          </Button>
          <code className="truncate font-mono text-muted text-xs">{pageUrl}</code>
        </div>
      )}
      {access === 'link' ? <Widget publication={publication} onSettings={onSettings} /> : null}
      <Programs app={app} publication={publication} secret={secret} onSecret={onSecret} />
      {live ? <OwnCode appId={app.id} live={live} /> : null}
    </div>
  )
}

function Widget({ publication, onSettings }: Pick<UseItProps, 'publication' | 'onSettings'>) {
  const { allowedOrigins } = publication
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium text-sm">{t('publish.useHtml')}</h3>
      <CodeBlock title={t('publish.snippetHtml')} code={htmlSnippet(publication, 'bubble')} wrap />
      {allowedOrigins.length > 0 ? (
        <p className="text-muted text-xs">{t('publish.htmlPages', { pages: allowedOrigins.join(', ') })}</p>
      ) : (
        <p className="flex flex-wrap items-center gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">
          <Icon name="alert-triangle" size={14} />
          {t('publish.htmlNeedsPage')}
          <Button size="sm" className="ml-auto" onClick={onSettings}>
            {t('publish.htmlNeedsPageAction')}
          </Button>
        </p>
      )}
    </section>
  )
}

function OwnCode({ appId, live }: { appId: string; live: VersionView }) {
  const [isOpen, setOpen] = useState(false)
  if (!useHasRole('editor')) return null
  return (
    <section className="flex flex-wrap items-center justify-between gap-3">
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

type Language = 'curl' | 'python' | 'typescript' | 'others'
const LANGUAGES: readonly { value: Language; label: string }[] = [
  { value: 'curl', label: 'curl' },
  { value: 'python', label: 'Python' },
  { value: 'typescript', label: 'TypeScript' },
  {
    value: 'others',
    get label() {
      return t('publish.useTools')
    },
  },
]

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
    case 'others':
      return [
        { id: 'mcpSettings', title: t('publish.snippetMcp') },
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

function Programs({ app, publication, secret, onSecret }: Omit<UseItProps, 'onSettings' | 'live'>) {
  const [language, setLanguage] = useState<Language>('curl')
  const { baseUrl, slug } = publication
  const { isChat, inputs } = sampleInputs(app.graph)
  const message = isChat && typeof inputs.message === 'string' ? inputs.message : null
  const all = snippets({ baseUrl, slug, apiKey: secret ?? 'YOUR_API_KEY', inputs, message })
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium text-sm">{t('publish.useOther')}</h3>
        <SegmentedControl
          size="sm"
          label={t('publish.useOther')}
          value={language}
          onValueChange={setLanguage}
          options={LANGUAGES}
        />
      </div>
      <NewKey app={app} secret={secret} onSecret={onSecret} />
      {shownSnippets(language).map(({ id, title }) =>
        all[id] === undefined ? null : <CodeBlock key={id} title={title} code={all[id]} />,
      )}
      <p className="text-muted text-xs">{t('publish.ownInstructions')}</p>
      <p className="break-words text-muted text-xs">
        {t('publish.openapiText', { url: `${baseUrl}/api/v1/apps/${slug}/openapi.json` })}
      </p>
    </section>
  )
}
