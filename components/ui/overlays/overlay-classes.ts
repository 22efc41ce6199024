export const OVERLAY_CLASSES = 'fixed inset-0 z-50 animate-fade bg-(--overlay)'
