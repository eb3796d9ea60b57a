// Calls that no wrapped client makes: counts told by hand, estimated ones, speech, images, and a gateway's fee.
import { createTracker } from 'outlay';

const tracker = createTracker({
  url: process.env.OUTLAY_URL ?? '',
  token: process.env.OUTLAY_TOKEN ?? '',
  context: { project: 'Podcast' },
  paymentFees: { stripe: { USD: { share: '0.027', fixed: '0.05' } } },
});

tracker.trackLLMCall({
  vendor: 'mistral',
  model: 'mistral-large-latest',
  requestId: 'cmpl-e5cc70bb28c444948073e77776eb30ef',
  inputTokens: 1200,
  outputTokens: 340,
  toolCalls: 2,
  purpose: 'script',
});
// A model of our own that counts nothing: the texts are looked at here and never sent.
tracker.trackLLMCall({ vendor: 'in-house', model: 'writer-7b', inputText: 'Write an intro.', outputText: 'Hello!' });
tracker.trackEmbedding({ vendor: 'openai', model: 'text-embedding-3-small', inputTokens: 800 });
tracker.trackImageGeneration({ vendor: 'openai', model: 'dall-e-3', images: 2, size: '1024x1024', quality: 'hd' });
tracker.trackAudio({ vendor: 'openai', model: 'whisper-1', seconds: 1800 });
// A charge that is known exactly goes before any list price.
tracker.trackUsage({ vendor: 'elevenlabs', model: 'voice', characters: 5200, cost: '0.936', currency: 'USD' });
tracker.trackPaymentFee({
  gateway: 'stripe',
  amount: '49.00',
  currency: 'USD',
  paymentId: 'ch_3Pq1',
  customer: 'acme-gmbh',
});

process.stdout.write(`${await tracker.close()} events were not sent\n`);
