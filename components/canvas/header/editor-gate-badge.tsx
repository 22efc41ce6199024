'use client'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { LazyPart } from '@/components/ui/lazy-part'
import { gateBadge } from '../lazy/gate-badge-part'
import { useEditor } from '../state/editor-context'

/** The badge loads after the canvas, because most apps have no gate. */
const DELAY_MS = 3_000

/** The gate result of the saved draft. */
export function EditorGateBadge() {
  const { appId, save, saver } = useEditor()
  const isSaved = useStore(save, (state) => state.status === 'saved')
  const [isLate, setLate] = useState(false)
  const [revision, setRevision] = useState(() => saver.revision())
  if (isSaved && revision !== saver.revision()) setRevision(saver.revision())
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), DELAY_MS)
    return () => clearTimeout(timer)
  }, [])
  return isLate ? <LazyPart part={gateBadge} props={{ appId, revision }} /> : null
}
