'use client'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { localizeError } from '@/lib/client/messages/localize-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useSession } from '@/lib/client/session/use-session'
import { createApp, listApps } from '@/lib/contracts/apps'
import { type ImportedAppView, readImport } from '@/lib/contracts/imports'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { fillReportNeeds, type ReportNeed, reportNeeds, settleReport } from '@/lib/import/report-needs'

const MAX_FILES = 100

export interface ReadFile {
  id: number
  name: string
  state: 'reading' | 'read' | 'failed'
  problem: string
}

export interface Draft {
  id: number
  fileName: string
  view: ImportedAppView
  needs: ReportNeed[]
  isSelected: boolean
  /** Null until the app is created. */
  appId: string | null
}

interface ImportState {
  /** The member and workspace that the files belong to. */
  owner: string
  files: readonly ReadFile[]
  drafts: readonly Draft[]
}

/** Outside the page, so that the reports are still there after an app was opened. */
const imports = createStore<ImportState>(() => ({ owner: '', files: [], drafts: [] }))
const NOTHING: Pick<ImportState, 'files' | 'drafts'> = { files: [], drafts: [] }
let nextId = 1

const setFiles = (change: (files: ImportState['files']) => ImportState['files']) =>
  imports.setState(({ files }) => ({ files: change(files) }))
const setDrafts = (change: (drafts: ImportState['drafts']) => ImportState['drafts']) =>
  imports.setState(({ drafts }) => ({ drafts: change(drafts) }))

/** Files that are read one after the other, the apps found in them, and their creation. */
export function useImports() {
  const session = useSession()
  const owner = session ? `${session.workspace.id} ${session.user.id}` : ''
  const { files, drafts } = useStore(imports, (state) => (state.owner === owner ? state : NOTHING))
  useEffect(() => {
    if (owner !== '' && imports.getState().owner !== owner) imports.setState({ owner, ...NOTHING })
  }, [owner])
  const [problem, setProblem] = useState('')
  const read = useContractMutation(readImport, { onError: () => undefined })
  const create = useContractMutation(createApp, { invalidates: [listApps], onError: () => undefined })

  const settle = (id: number, change: Partial<ReadFile>) =>
    setFiles((all) => all.map((file) => (file.id === id ? { ...file, ...change } : file)))

  async function readText(name: string, text: string): Promise<void> {
    const id = nextId++
    setFiles((all) => [...all, { id, name, state: 'reading', problem: '' }])
    try {
      const { apps } = await read.mutateAsync({ body: { name, text } })
      const found = apps.map(
        (view): Draft => ({
          id: nextId++,
          fileName: name,
          view,
          isSelected: true,
          appId: null,
          needs: view.report ? reportNeeds(view.graph, view.report) : [],
        }),
      )
      setDrafts((all) => [...all, ...found])
      settle(id, { state: 'read' })
    } catch (error) {
      settle(id, {
        state: 'failed',
        problem: AppError.isInstance(error) ? localizeError(error) : t('appFile.unreadable'),
      })
    }
  }

  async function readFiles(selected: readonly File[]): Promise<void> {
    setProblem(selected.length > MAX_FILES ? t('moveIn.tooMany', { max: MAX_FILES }) : '')
    for (const file of selected.slice(0, MAX_FILES)) {
      try {
        for (const { name, text } of await textsOf(file)) await readText(name, text)
      } catch (error) {
        const id = nextId++
        const reason = AppError.isInstance(error) ? localizeError(error) : t('appFile.unreadable')
        setFiles((all) => [...all, { id, name: file.name, state: 'failed', problem: reason }])
      }
    }
  }

  async function createAll(choices: ReadonlyMap<string, Json>, prepare: () => Promise<void>): Promise<void> {
    setProblem('')
    try {
      await prepare()
    } catch (error) {
      setProblem(AppError.isInstance(error) ? localizeError(error) : t('common.errorUnknown'))
      return
    }
    for (const { id, view, needs, isSelected, appId } of drafts) {
      if (!isSelected || appId !== null) continue
      try {
        const created = await create.mutateAsync({ body: appOf(view, needs, choices) })
        setDrafts((all) => all.map((draft) => (draft.id === id ? { ...draft, appId: created.id } : draft)))
      } catch (error) {
        setProblem(AppError.isInstance(error) ? localizeError(error) : t('common.errorUnknown'))
        return
      }
    }
  }

  return {
    files,
    drafts,
    problem,
    readText,
    readFiles,
    createAll,
    isReading: files.some(({ state }) => state === 'reading'),
    isCreating: create.isPending,
    select: (id: number, isSelected: boolean) =>
      setDrafts((all) => all.map((draft) => (draft.id === id ? { ...draft, isSelected } : draft))),
    clear: () => {
      imports.setState(NOTHING)
      setProblem('')
    },
  }
}

function appOf(
  { app, graph, report }: ImportedAppView,
  needs: readonly ReportNeed[],
  choices: ReadonlyMap<string, Json>,
) {
  const { name, kind, description, icon } = app
  return {
    ...{ name, kind, description, icon },
    graph: fillReportNeeds(graph, needs, choices),
    importReport: report ? settleReport(report, choices) : undefined,
  }
}

/** The texts of a file; an archive has several. */
async function textsOf(file: File): Promise<{ name: string; text: string }[]> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { isArchive, openArchive } = await import('@/lib/import/open-archive')
  const { decodeFile } = await import('@/lib/import/decode-file')
  return isArchive(bytes) ? openArchive(bytes) : [{ name: file.name, text: decodeFile(bytes) }]
}
