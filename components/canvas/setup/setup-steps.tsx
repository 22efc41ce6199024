'use client'
import { useMemo } from 'react'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listModels } from '@/lib/contracts/models'
import { useEditor, useEditorState } from '../state/editor-context'
import { DocumentsStep } from './documents-step'
import { findKnowledgeNeeds, needsLanguageModel } from './find-needs'
import { ModelStep } from './model-step'

/** Remaining steps before the first run. Renders nothing when all are done. */
export function SetupSteps() {
  const { manifests } = useEditor()
  const graph = useEditorState((state) => state.graph)
  const knowledge = useMemo(() => findKnowledgeNeeds(graph, manifests), [graph, manifests])
  const needsModel = useMemo(() => needsLanguageModel(graph, manifests), [graph, manifests])
  return (
    <>
      {needsModel ? <ModelNeed /> : null}
      {knowledge.map((need) => (
        <DocumentsStep key={`${need.nodeId} ${need.field}`} need={need} />
      ))}
    </>
  )
}

function ModelNeed() {
  const { data } = useContractQuery(listModels)
  if (!data) return null
  const preset = data.models.find(
    ({ connection, model }) => connection === data.defaultChat.connection && model === data.defaultChat.model,
  )
  return preset && !preset.extractive ? null : <ModelStep />
}
