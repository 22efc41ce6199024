'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { localizeText } from '@/lib/client/messages/localize-text'
import type { GraphIssue } from '@/lib/graph/issue'
import { useEditor } from '../state/editor-context'

const AddConnectionDialog = dynamic(() =>
  import('@/components/models/add-connection-dialog').then((module) => module.AddConnectionDialog),
)

/** Applies the fix of an issue. Renders nothing if it has none. */
export function FixButton({ issue: { fix } }: { issue: GraphIssue }) {
  const { actions } = useEditor()
  const [isConnecting, setIsConnecting] = useState(false)
  if (!fix) return null
  const { change } = fix
  return (
    <>
      <Button
        size="sm"
        onClick={() => (change.type === 'connect-model' ? setIsConnecting(true) : actions.applyFix(change))}
      >
        {localizeText(fix.label)}
      </Button>
      {isConnecting ? <AddConnectionDialog onClose={() => setIsConnecting(false)} /> : null}
    </>
  )
}
