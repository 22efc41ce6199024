'use client'
import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import type { ContractForm } from '@/lib/client/queries/use-contract-form'
import type { PublicationView, savePublication } from '@/lib/contracts/versions'
import { htmlSnippet, type WidgetMode } from '../connect/snippets'
import { toOrigin } from '../connect/to-origin'
import { DesignerSection } from './designer-section'
import { firstError } from './first-error'
import { LinesField } from './lines-field'

interface WidgetSnippetProps {
  form: ContractForm<typeof savePublication>
  publication: PublicationView
}

/** The widget code for a website, in each of the three modes, and the websites that may show it. */
export function WidgetSnippet({ form, publication }: WidgetSnippetProps) {
  const [mode, setMode] = useState<WidgetMode>('bubble')
  return (
    <DesignerSection title={t('publish.useHtml')}>
      <SegmentedControl
        size="sm"
        className="self-start"
        label={t('publish.useHtml')}
        value={mode}
        onValueChange={setMode}
        options={[
          { value: 'bubble', label: t('publish.modeBubble') },
          { value: 'inline', label: t('publish.modeInline') },
          { value: 'page', label: t('publish.modePage') },
        ]}
      />
      <CodeBlock title={t('publish.snippetHtml')} code={htmlSnippet(publication, mode)} wrap />
      <LinesField
        label={t('publish.allowedOrigins')}
        hint={t(form.values.allowedOrigins.length === 0 ? 'publish.htmlNeedsPage' : 'publish.allowedOriginsHint')}
        error={firstError(form.errors, 'allowedOrigins')}
        value={form.values.allowedOrigins}
        placeholder="https://example.com"
        tidy={toOrigin}
        onChange={(allowedOrigins) => form.set({ allowedOrigins })}
      />
    </DesignerSection>
  )
}
