'use client'
import type { NodeFormProps } from '@/components/canvas/node-form-props'
import { CurlImport } from '@/components/node-form/curl/curl-import'
import { NodeForm } from '@/components/node-form/node-form'
import { Disclosure } from '@/components/ui/disclosure'
import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import { manifest } from './manifest'

export default function HttpForm({ config, onChange }: NodeFormProps) {
  return (
    <div className="flex flex-col gap-4">
      <Disclosure label={t('integrations.curlTitle')}>
        <CurlImport config={config} onChange={onChange} />
      </Disclosure>
      <NodeForm schema={manifest.config} texts={manifestTexts('nodes', 'http')} config={config} onChange={onChange} />
    </div>
  )
}
