import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { bridge } from '../mcp/bridge.ts';

export const mcp = defineCommand({
  description:
    "Serves the Model Context Protocol on standard input and output, for programs that start such servers themselves.\nAnswers come from the server within the token's rights; nothing is changed unless --write is given.",
  flags: {
    write: { kind: 'switch', summary: 'Also offer the tools that change something.' },
  },
  examples: [['mcp', 'Named as the command of an MCP server, such as: claude mcp add outlay -- outlay mcp']],
  async run({ flags, terminal, server, signal }) {
    await bridge(server(), terminal, signal, flags.write);
    return EXIT.done;
  },
});
