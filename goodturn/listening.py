"""How updates come in: one process fetches them, or Telegram brings them to any number of processes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import structlog
from telegram.error import BadRequest

from bot import webhook
from bot.application import Goodbot
from bot.serving import served
from goodturn.presence import Presence
from goodturn.settings import Settings
from goodturn.stopping import CannotRun

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Listening:
    """The way in, as the settings choose it.

    Attributes:
        bot: whose updates.
        presence: of this process.
        settings: whether there is a webhook.
    """

    bot: Goodbot
    presence: Presence
    settings: Settings

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serves the webhook while within, where there is one.

        Raises:
            CannotRun: its port is taken.
        """
        url, port = self.settings.webhook_url, self.settings.webhook_port
        if not url:
            yield
            return
        app = webhook.webhook_app(self.bot.inbox, url, self.settings.secret_of_webhook)
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(served(app, port))
            except OSError as trouble:
                raise CannotRun(
                    f"Port {port} on this machine cannot be used ({trouble.strerror}). "
                    "Set GOODTURN_WEBHOOK_PORT to another one, and tell the proxy.",
                    1,
                ) from None
            yield

    async def claim(self) -> None:
        """Becomes the one that fetches, where updates are fetched.

        Raises:
            SecondListener: another process fetches them.
        """
        if not self.settings.webhook_url:
            await self.presence.listen_alone()

    async def begin(self) -> None:
        """Tells Telegram whether it is to bring updates.

        Raises:
            CannotRun: Telegram does not like the address.
            InvalidToken: it does not know our token.
        """
        bot, url = self.bot.application.bot, self.settings.webhook_url
        if not url:
            await webhook.unregister(bot)
            return
        try:
            await webhook.register(bot, url, self.settings.secret_of_webhook)
        except BadRequest as refusal:
            raise CannotRun(f"Telegram does not take GOODTURN_WEBHOOK_URL: {refusal.message}.", 1) from None
        log.info("updates are brought to us", port=self.settings.webhook_port)

    async def run(self) -> None:
        """Fetches updates, or sees to it that they are brought, until it is cancelled.

        Raises:
            InvalidToken: Telegram does not know our token any more.
            Conflict: somebody else has taken over.
        """
        url, inbox = self.settings.webhook_url, self.bot.inbox
        if not url:
            await inbox.listen()
            return

        def heard() -> None:
            inbox.last_good_poll = inbox.clock()

        await webhook.watch(self.bot.application.bot, url, self.settings.secret_of_webhook, heard)
