'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { useUploads } from '@/lib/client/hooks/use-uploads'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { allOf } from '@/lib/client/queries/query-keys'
import { type AppKind, createApp, listApps } from '@/lib/contracts/apps'
import { createKnowledgeBase } from '@/lib/contracts/knowledge'
import { createSource } from '@/lib/contracts/knowledge-sources'
import type { TemplateView } from '@/lib/contracts/templates'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { AddressStep } from './address-step'
import { DocumentsStep } from './documents-step'
import { ModelStep } from './model-step'
import { offerNextStep } from './offer-next-step'

export interface CreateAppFormProps {
  /** Proposed name. */
  name: string
  kind: AppKind
  template?: TemplateView
}

/** One page with the app's name and the template's requirements. */
export function CreateAppForm({ name: proposed, kind, template }: CreateAppFormProps) {
  const router = useRouter()
  const client = useQueryClient()
  const uploads = useUploads()
  const [name, setName] = useState(proposed)
  const [knowledgeBaseId, setKnowledgeBaseId] = useState<string | null>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const [website, setWebsite] = useState('')
  const [address, setAddress] = useState('')

  const create = useMutation({
    mutationFn: async () => {
      let selected = knowledgeBaseId
      if (selected === null && files.length > 0) {
        const created = await request(createKnowledgeBase, { body: { name } })
        selected = created.id
        // A retry after a failure must not create a second knowledge base.
        setKnowledgeBaseId(created.id)
        const areThere = await uploads.add(created.id, files)
        const missing = areThere.filter((isThere) => !isThere).length
        if (missing > 0) throw new AppError('CONFLICT', verbatim(t('apps.documentsMissing', { count: missing })))
      }
      if (website.trim() !== '') {
        selected ??= (await request(createKnowledgeBase, { body: { name } })).id
        setKnowledgeBaseId(selected)
        await request(createSource, { params: { knowledgeBaseId: selected }, body: websiteSource(website.trim()) })
        // A retry must not import the site twice.
        setWebsite('')
      }
      const source = {
        ...(template ? { templateId: template.id } : { templateId: `blank-${kind}` }),
        ...(address.trim() === '' ? {} : { address: address.trim() }),
      }
      return request(createApp, {
        body: { name, kind, ...source, ...(selected === null ? {} : { knowledgeBaseId: selected }) },
      })
    },
    onSuccess: async (app) => {
      await client.invalidateQueries({ queryKey: allOf(listApps) })
      // The run panel shows the progress of the website’s pages.
      router.push(`/apps/${app.id}${template?.needs.includes('website') ? '#run' : ''}`)
      if (template) offerNextStep(router, app.id, template)
    },
  })

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() !== '') create.mutate()
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-5">
      <Field label={t('apps.appName')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            value={name}
            maxLength={120}
            required
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {template?.needs.includes('website') ? (
        <AddressStep
          title={t('apps.needsWebsite')}
          text={t('apps.needsWebsiteText')}
          label={t('apps.websiteAddress')}
          placeholder={t('apps.websiteExample')}
          address={website}
          onAddress={setWebsite}
          required={false}
        />
      ) : null}
      {template?.needs.includes('mcp-server') ? (
        <AddressStep
          title={t('templates.server')}
          text={t('templates.serverText')}
          label={t('templates.serverAddress')}
          placeholder={t('templates.serverExample')}
          address={address}
          onAddress={setAddress}
          required
        />
      ) : null}
      {template?.needs.includes('documents') ? (
        <DocumentsStep
          knowledgeBaseId={knowledgeBaseId}
          onKnowledgeBase={setKnowledgeBaseId}
          files={files}
          onFiles={setFiles}
          uploads={uploads}
          busy={create.isPending}
        />
      ) : null}
      {template?.needs.includes('language-model') ? <ModelStep /> : null}
      <FormError error={create.error} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={create.isPending} disabled={name.trim() === ''}>
          {t('apps.create')}
        </Button>
      </div>
    </form>
  )
}

/** Enough pages of a website for a first answer. */
const MAX_PAGES = 50

/** Follows links on the site. Other settings use defaults and can be changed under Knowledge. */
function websiteSource(url: string) {
  const name = URL.canParse(url) ? new URL(url).hostname : url
  return { kind: 'web', name: name.slice(0, 120), settings: { mode: 'crawl', url, maxPages: MAX_PAGES } }
}
