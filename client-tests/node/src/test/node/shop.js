// Fails in several ways, and tells the server that SENTRY_DSN names.
const Sentry = require('@sentry/node');

Sentry.init({ environment: 'client-test', release: 'shop@1.0' });

function place(order) {
  throw new RangeError(`order ${order} failed`);
}

function deliver(order) {
  throw new RangeError(`order ${order} failed`);
}

function confirm(order) {
  try {
    place(order);
  } catch (cause) {
    throw new Error('cannot confirm', { cause });
  }
}

function caught(failing, ...args) {
  try {
    failing(...args);
  } catch (error) {
    return error;
  }
}

function withFingerprint(fingerprint, report) {
  Sentry.withScope((scope) => {
    scope.setFingerprint(fingerprint);
    report();
  });
}

// In one place, as the lines of the source enter the group.
for (const order of [1, 2]) {
  Sentry.captureException(caught(place, order));
}
Sentry.captureException(caught(deliver, 3));

withFingerprint(['payments', 'declined'], () => {
  Sentry.captureException(caught(place, 4));
  Sentry.captureException(caught(deliver, 5));
});
for (const bank of ['red', 'blue', 'red']) {
  withFingerprint(['{{ default }}', bank], () => Sentry.captureException(caught(place, 6)));
}

Sentry.addBreadcrumb({ category: 'till', message: 'the till was opened' });
for (const till of [1, 2]) {
  Sentry.captureMessage(`till ${till} is empty`, 'warning');
}

Sentry.setTag('bank', 'green');
Sentry.captureException(caught(confirm, 8));

Sentry.close(10000).then((sent) => process.exit(sent ? 0 : 1));
