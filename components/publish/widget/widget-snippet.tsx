'use client'
import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import type { PublicationView } from '@/lib/contracts/versions'
import { htmlSnippet, type WidgetMode } from '../connect/snippets'
import { DesignerSection } from './designer-section'

/** The widget code for a website, in each of the three modes. */
export function WidgetSnippet({ publication }: { publication: PublicationView }) {
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
    </DesignerSection>
  )
}
