export const TOOL = 'opencode';
