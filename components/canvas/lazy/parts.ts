'use client'
import { makePart } from '@/components/ui/part'

// Parts that the first render does not need are loaded when first shown, or when the page is idle.
export const nodeInspector = makePart(() =>
  import('../inspector/node-inspector').then((module) => module.NodeInspector),
)
export const palette = makePart(() => import('../palette/palette').then((module) => module.Palette))
export const severalNodes = makePart(() => import('../inspector/several-nodes').then((module) => module.SeveralNodes))
export const dock = makePart(() => import('../dock/dock').then((module) => module.Dock))
export const outline = makePart(() => import('../outline/outline').then((module) => module.Outline))

export const canvasMenu = makePart(() => import('../flow/canvas-menu').then((module) => module.CanvasMenu))
export const editorMenu = makePart(() => import('../header/editor-menu').then((module) => module.EditorMenu))
export const forecastPanel = makePart(() => import('../forecast/forecast-panel').then((module) => module.ForecastPanel))
export const quickAddDialog = makePart(() =>
  import('../palette/quick-add-dialog').then((module) => module.QuickAddDialog),
)
export const partDialog = makePart(() => import('../parts/part-dialog').then((module) => module.PartDialog))
export const pinDialog = makePart(() => import('../pins/pin-dialog').then((module) => module.PinDialog))
export const removalDialog = makePart(() => import('../removal-dialog').then((module) => module.RemovalDialog))
export const shortcutsDialog = makePart(() => import('../shortcuts-dialog').then((module) => module.ShortcutsDialog))
export const searchDialog = makePart(() => import('../search/search-dialog').then((module) => module.SearchDialog))
export const commandMenu = makePart(() => import('../commands/command-menu').then((module) => module.CommandMenu))
export const subAppDialog = makePart(() => import('../sub-app/sub-app-dialog').then((module) => module.SubAppDialog))
export const connectDialog = makePart(() => import('../keyboard/connect-dialog').then((module) => module.ConnectDialog))
export const disconnectDialog = makePart(() =>
  import('../keyboard/disconnect-dialog').then((module) => module.DisconnectDialog),
)
export const filesDialog = makePart(() => import('../files/files-dialog').then((module) => module.FilesDialog))
export const starts = makePart(() => import('../starts/starts').then((module) => module.Starts))
export const lasso = makePart(() => import('../editing/lasso').then((module) => module.Lasso))
export const edgeValueCard = makePart(() => import('../live/edge-value-card').then((module) => module.EdgeValueCard))
export const conflictDialog = makePart(() => import('../conflict-dialog').then((module) => module.ConflictDialog))
export const versionsView = makePart(() => import('../versions/versions-view').then((module) => module.default))

/** Parts that are loaded early, the most likely ones first. */
const SOON = [nodeInspector, canvasMenu, palette, quickAddDialog, commandMenu, editorMenu]

/** Prefetches likely parts, so that selecting a node does not wait for them. */
export async function preloadParts(): Promise<void> {
  // Sequential, so that the page's own requests go first. A failed part is fetched again when shown.
  for (const part of SOON) await part.load().catch(() => null)
}
