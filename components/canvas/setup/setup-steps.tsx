'use client'
import { useMemo } from 'react'
import { useEditor, useEditorState } from '../state/editor-context'
import { DocumentsStep } from './documents-step'
import { findKnowledgeNeeds } from './find-needs'
import { ModelStep } from './model-step'

/** Remaining steps before the first run. Renders nothing when all are done. */
export function SetupSteps() {
  const { manifests } = useEditor()
  const graph = useEditorState((state) => state.graph)
  const knowledge = useMemo(() => findKnowledgeNeeds(graph, manifests), [graph, manifests])
  const needsModel = useEditorState((state) => state.issues.some(({ code }) => code === 'MODEL_REQUIRED'))
  return (
    <>
      {needsModel ? <ModelStep /> : null}
      {knowledge.map((need) => (
        <DocumentsStep key={`${need.nodeId} ${need.field}`} need={need} />
      ))}
    </>
  )
}
