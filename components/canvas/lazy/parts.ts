'use client'
import dynamic from 'next/dynamic'

// What the first look at a drawing does not need is loaded when it is first shown, or when the page is idle.
const loadSettings = () => import('../inspector/node-settings')
const loadLastRun = () => import('../inspector/last-run')
const loadDock = () => import('../dock/dock')
const loadMarkdown = () => import('@/components/chat/markdown')
const loadQuickAdd = () => import('../palette/quick-add-dialog')

export const NodeSettings = dynamic(() => loadSettings().then((module) => module.NodeSettings))
export const LastRun = dynamic(() => loadLastRun().then((module) => module.LastRun))
export const Dock = dynamic(() => loadDock().then((module) => module.Dock))
export const Markdown = dynamic(() => loadMarkdown().then((module) => module.Markdown))
export const QuickAddDialog = dynamic(() => loadQuickAdd().then((module) => module.QuickAddDialog))
export const PartDialog = dynamic(() => import('../parts/part-dialog').then((module) => module.PartDialog))
export const PinDialog = dynamic(() => import('../pins/pin-dialog').then((module) => module.PinDialog))
export const RemovalDialog = dynamic(() => import('../removal-dialog').then((module) => module.RemovalDialog))
export const ShortcutsDialog = dynamic(() => import('../shortcuts-dialog').then((module) => module.ShortcutsDialog))
export const SearchDialog = dynamic(() => import('../search/search-dialog').then((module) => module.SearchDialog))
export const CommandMenu = dynamic(() => import('../command-menu').then((module) => module.CommandMenu))
export const SubAppDialog = dynamic(() => import('../sub-app/sub-app-dialog').then((module) => module.SubAppDialog))
export const ConnectDialog = dynamic(() => import('../keyboard/connect-dialog').then((module) => module.ConnectDialog))
export const DisconnectDialog = dynamic(() =>
  import('../keyboard/disconnect-dialog').then((module) => module.DisconnectDialog),
)
export const FilesDialog = dynamic(() => import('../files/files-dialog').then((module) => module.FilesDialog))
export const Outline = dynamic(() => import('../outline/outline').then((module) => module.Outline))
export const NodeNames = dynamic(() => import('../outline/node-names').then((module) => module.NodeNames))
export const ConflictDialog = dynamic(() => import('../conflict-dialog').then((module) => module.ConflictDialog))

/** Fetches what people reach for first, so that a click on a node need not wait for it. */
export async function preloadParts(): Promise<void> {
  // One after the other: the drawing's own requests go first. What fails is fetched again when it is shown.
  for (const load of [loadSettings, loadDock, loadQuickAdd, loadLastRun, loadMarkdown]) await load().catch(() => null)
}
