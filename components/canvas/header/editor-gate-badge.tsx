'use client'
import { useState } from 'react'
import { useStore } from 'zustand'
import { GateBadge } from '@/components/gates/gate-badge'
import { useEditor } from '../state/editor-context'

/** Follows the saved draft. */
export function EditorGateBadge() {
  const { appId, save, saver } = useEditor()
  const isSaved = useStore(save, (state) => state.status === 'saved')
  const [revision, setRevision] = useState(() => saver.revision())
  if (isSaved && revision !== saver.revision()) setRevision(saver.revision())
  return <GateBadge appId={appId} revision={revision} />
}
