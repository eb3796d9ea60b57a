export const TOOL = 'codex';
