'use client'
import { z } from 'zod'
import type { NodeFormProps } from '@/components/canvas/node-form-props'
import { SaveServer } from '@/components/integrations/mcp/save-server'
import { ServerField } from '@/components/integrations/mcp/server-field'
import { NodeForm } from '@/components/node-form/node-form'
import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { manifest } from './manifest'
import { OptionFields } from './option-fields'

/** The fields of a node that refers to a saved server. */
const SERVER_SCHEMA = z.object(OptionFields)

/**
 * Selects a server of the workspace and its tools. Older nodes name their server by its address, and show the fields
 * for that.
 */
export default function McpToolsForm({ config, onChange }: NodeFormProps) {
  const isSaved = typeof config.url !== 'string' || config.url === ''
  const texts = manifestTexts('nodes', 'mcp-tools')
  return (
    <div className="flex flex-col gap-4">
      {isSaved ? (
        <ServerField config={config} onChange={onChange} />
      ) : (
        <SaveServer config={config} onChange={onChange} />
      )}
      <NodeForm schema={isSaved ? SERVER_SCHEMA : manifest.config} texts={texts} config={config} onChange={onChange} />
    </div>
  )
}
