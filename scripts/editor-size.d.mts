export function editorParts(build?: string): { name: string; bytes: number }[]
export function judgeSize(bytes: number, accepted: number): string | null
export function checkEditorSize(): number
