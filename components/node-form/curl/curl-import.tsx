'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { createIntegrationConnection, listIntegrationConnections } from '@/lib/contracts/integrations/connections'
import { getLintFacts } from '@/lib/contracts/lint'
import type { JsonObject } from '@/lib/core/json'
import { CurlFault, type CurlFaultKind } from '@/lib/import/curl/curl-fault'
import { type CurlRequest, importCurl } from '@/lib/import/curl/import-curl'
import { connectionOf } from './curl-connection'

export interface CurlImportProps {
  config: JsonObject
  onChange: (config: JsonObject) => void
}

/** Fills in the HTTP step from a cURL command. Credentials become a connection, so that no graph contains them. */
export function CurlImport({ config, onChange }: CurlImportProps) {
  const [command, setCommand] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const connect = useContractMutation(createIntegrationConnection, {
    invalidates: [listIntegrationConnections, getLintFacts],
  })

  function fill(request: CurlRequest, connection: string | null) {
    const { credentials: _, headers, ...fields } = request
    const connections = connection === null ? [] : [{ connection, name: 'service', authorize: true }]
    onChange({ ...config, ...fields, headers: headers.map((header) => ({ ...header })), connections })
    setCommand('')
    toast.success(t(connection === null ? 'integrations.curlDone' : 'integrations.curlDoneConnected'))
  }

  function submit() {
    const request = read(command)
    if (typeof request === 'string') return setFault(request)
    setFault(null)
    const body = connectionOf(request)
    if (body === null) return fill(request, null)
    connect.mutate({ body }, { onSuccess: ({ id }) => fill(request, id) })
  }

  return (
    <div className="flex flex-col gap-3">
      <Field label={t('integrations.curlCommand')} hint={t('integrations.curlHelp')} error={fault ?? undefined}>
        {(control) => (
          <Textarea
            {...control}
            rows={4}
            spellCheck={false}
            className="font-mono text-xs"
            placeholder={'curl https://api.example.com/orders \\\n  -H "Authorization: Bearer …"'}
            value={command}
            onChange={(event) => {
              setCommand(event.target.value)
              setFault(null)
            }}
          />
        )}
      </Field>
      <Button
        size="sm"
        className="self-start"
        disabled={command.trim() === ''}
        busy={connect.isPending}
        onClick={submit}
      >
        {t('integrations.curlImport')}
      </Button>
    </div>
  )
}

/** @returns the request, or a message for the person if it cannot be imported */
function read(command: string): CurlRequest | string {
  try {
    return importCurl(command)
  } catch (error) {
    if (!(error instanceof CurlFault)) throw error
    return FAULTS[error.kind](error.part)
  }
}

const FAULTS: Readonly<Record<CurlFaultKind, (part: string) => string>> = {
  'no-curl': (part) => t('integrations.curl-no-curl', { part }),
  'no-address': (part) => t('integrations.curl-no-address', { part }),
  substitution: (part) => t('integrations.curl-substitution', { part }),
  shell: (part) => t('integrations.curl-shell', { part }),
  unclosed: (part) => t('integrations.curl-unclosed', { part }),
  option: (part) => t('integrations.curl-option', { part }),
  file: (part) => t('integrations.curl-file', { part }),
  method: (part) => t('integrations.curl-method', { part }),
  'value-missing': (part) => t('integrations.curl-value-missing', { part }),
}
