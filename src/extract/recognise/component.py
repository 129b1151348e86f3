"""The project's recogniser as a HanLP component: trained by ``fit``, stored by ``save``, read by ``hanlp.load``."""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer
from hanlp.metrics.f1 import F1
from torch import Tensor
from torch.nn import functional

from extract.recognise.batches import LabelledBatch, TrainingBatches, cut_pieces, shaped_batches
from extract.recognise.decoding import Field, decode
from extract.recognise.entities import Entity, entity_of, surprise
from extract.recognise.features import FeatureTable
from extract.recognise.labels import ORGANISATION_TYPES, TAGS, LabelledSentence
from extract.recognise.network import FORBIDDEN, Encoder, EncoderSize, EntityNetwork, allowed_transitions
from extract.recognise.weights import load_weights, save_weights

_TABLE_FILE = "features.npz"
_WEIGHTS_FILE = "model.npz"
_LEARNED_NOT_PROPOSED = "NAMED"
_REPORT_EVERY = 100  # steps of training
_TEMPERATURES = (1.0, 1.2, 1.4, 1.5, 1.6, 1.8, 2.0)


class CharacterEntityRecognizer(RNNNamedEntityRecognizer):  # type: ignore[misc]
    """Organisations by type, regions and persons, character by character.

    Calling it with a list of sentences gives, for each, tuples of text, label, start, end and confidence.

    Example:
        >>> import hanlp
        >>> recognizer = hanlp.load("models/ner")  # doctest: +SKIP
        >>> recognizer(["云州市科学技术局成立"])  # doctest: +SKIP
        [[('云州市科学技术局', 'ORG.government', 0, 8, 0.98)]]
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.table: FeatureTable | None = None

    def fit(self, trn_data: Sequence[LabelledSentence], dev_data: Sequence[LabelledSentence], save_dir: str, *,
            table: FeatureTable, encoder: dict[str, Any], pretrained: str = "", batch_size: int = 32,
            epochs: int = 20, lr: float = 1e-3, warm_up: float = 0.05, dropout: float = 0.3, leave_out: float = 0.1,
            swap: float = 0.2, type_weight: float = 0.3, average: float = 0.998, weight_decay: float = 0.01,
            bfloat16: bool = False, seed: int = 1, devices: Any = -1, logger: logging.Logger | None = None,
            on_epoch: Callable[[int, F1], None] | None = None, **kwargs: Any) -> Any:  # fmt: skip
        """Train on labelled sentences; the epoch that scores best on ``dev_data`` is what ``save_dir`` holds.

        Args:
            trn_data: sentences to learn from.
            dev_data: sentences that choose the epoch.
            save_dir: where to keep the component.
            table: characters, n-grams and gazetteer.
            encoder: sizes, as :meth:`EncoderSize.as_config` gives them.
            pretrained: a file with the weights of a pretrained encoder; none for random ones.
            batch_size: sentences per step.
            epochs: passes over ``trn_data``; the rate of learning falls to nothing over them.
            lr: rate of learning; the n-gram tables keep their pretrained weights.
            warm_up: share of the steps over which the rate of learning rises.
            dropout: share of the inputs and outputs of the encoder left out while training.
            leave_out: share of n-grams and gazetteer flags left out while training.
            swap: share of the names swapped for another of the same label while training.
            type_weight: weight of the loss on types of organisations beside that on tags.
            average: decay of the running average of the weights, which is what is scored and kept.
            weight_decay: of the optimiser.
            bfloat16: whether to compute the encoder in bfloat16 while training.
            seed: of all that is random.
            devices: as HanLP takes them; -1 for the CPU.
            logger: where progress goes.
            on_epoch: called with the epoch's number and score after each epoch.
            **kwargs: kept in the configuration.
        """
        self.table = table
        self._on_epoch = on_epoch
        settings = {
            "batch_size": batch_size, "epochs": epochs, "lr": lr, "warm_up": warm_up, "dropout": dropout,
            "leave_out": leave_out, "swap": swap, "type_weight": type_weight, "average": average,
            "weight_decay": weight_decay, "bfloat16": bfloat16, "seed": seed, "encoder": encoder,
            "pretrained": pretrained, "crf": True, "token_key": "token", "token_delimiter": "",
        }  # fmt: skip
        return super(RNNNamedEntityRecognizer, self).fit(
            trn_data=trn_data, dev_data=dev_data, save_dir=save_dir, devices=devices, logger=logger,
            **{**settings, **kwargs},
        )  # fmt: skip

    def build_dataloader(
        self,
        data: Sequence[LabelledSentence],
        batch_size: int,
        shuffle: bool = False,
        leave_out: float = 0.0,
        swap: float = 0.0,
        seed: int = 0,
        **kwargs: Any,
    ) -> TrainingBatches:
        """Batches of labelled sentences; ``shuffle`` asks for those of training."""
        if self.table is None:
            raise RuntimeError("fit or load the component first")
        return TrainingBatches(
            data, self.table, batch_size, training=shuffle, swap=swap, leave_out=leave_out, seed=seed
        )

    def build_model(
        self, encoder: dict[str, Any], dropout: float = 0.0, pretrained: str = "", training: bool = True, **kwargs: Any
    ) -> EntityNetwork:
        """The network, with a pretrained encoder if one is named and this is for training."""
        network = EntityNetwork(Encoder(EncoderSize.from_config(encoder), dropout), TAGS, len(ORGANISATION_TYPES))
        if training and pretrained:
            network.encoder.load_state_dict(load_weights(Path(pretrained)), strict=False)
        for table in network.encoder.grams:
            table.requires_grad_(not (training and pretrained))
        return network

    def build_criterion(self, **kwargs: Any) -> Callable[[LabelledBatch], Tensor]:
        """The loss of a batch: of the tags under the random field, and of the types of organisations."""
        return self._loss

    def _loss(self, batch: LabelledBatch) -> Tensor:
        tag_scores, type_scores = self.feed_batch(batch)
        device = tag_scores.device
        tags, mask = batch.tags.to(device), batch.mask.to(device)
        loss: Tensor = -self.model.crf(tag_scores, tags, mask, reduction="mean")
        types = batch.types.to(device)
        if (types >= 0).any():
            type_loss = functional.cross_entropy(type_scores[types >= 0], types[types >= 0], reduction="sum")
            loss = loss + self.config.type_weight * type_loss / len(types)
        return loss

    def feed_batch(self, batch: LabelledBatch) -> tuple[Tensor, Tensor]:
        """Scores of tags and of types for a batch."""
        device = self.device
        narrow = self.config.bfloat16 and self.model.training
        with torch.autocast(torch.device(device).type, torch.bfloat16, enabled=narrow):
            scores: tuple[Tensor, Tensor] = self.model(
                batch.chars.to(device), batch.grams.to(device), batch.flags.to(device)
            )
        return scores

    def build_optimizer(self, lr: float, weight_decay: float, **kwargs: Any) -> torch.optim.Optimizer:
        """AdamW over what is to be trained."""
        return torch.optim.AdamW(
            [weight for weight in self.model.parameters() if weight.requires_grad], lr=lr, weight_decay=weight_decay
        )

    def build_metric(self, **kwargs: Any) -> F1:
        """F1 over spans with their labels."""
        return F1()

    def execute_training_loop(self, trn: TrainingBatches, dev: TrainingBatches, epochs: int,
                              criterion: Callable[[LabelledBatch], Tensor], optimizer: torch.optim.Optimizer,
                              metric: F1, save_dir: str, logger: logging.Logger, average: float, warm_up: float,
                              **kwargs: Any) -> F1:  # fmt: skip
        """Train, keep a running average of the weights, and save it whenever it scores better than before."""
        steps = epochs * len(trn)
        scheduler = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / max(1, warm_up * steps), 1 - step / (steps + 1))
        )
        averaged = copy.deepcopy(self.model).eval()
        best = F1()
        for epoch in range(1, epochs + 1):
            started, total = time.monotonic(), 0.0
            self.model.train()
            for step, batch in enumerate(trn, start=(epoch - 1) * len(trn)):
                loss = criterion(batch)
                optimizer.zero_grad()
                torch.autograd.backward(loss)
                torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
                optimizer.step()
                scheduler.step()
                _follow(averaged, self.model, min(average, (step + 1) / (step + 10)))
                total += float(loss.detach())
                if (step + 1) % _REPORT_EVERY == 0:
                    logger.info(f"step {step + 1}/{steps}")
            score = self._score(averaged, dev)
            if score.score >= best.score:
                best = score
                self._save_model(averaged, save_dir)
            seconds = time.monotonic() - started
            logger.info(f"epoch {epoch}/{epochs} loss {total / len(trn):.3f} dev {score} ({seconds:.0f} s)")
            if self._on_epoch:
                self._on_epoch(epoch, score)
        self.load_weights(save_dir)
        return best

    def fit_dataloader(self, *args: Any, **kwargs: Any) -> None:
        """Not used: see :meth:`execute_training_loop`."""
        raise NotImplementedError("this component trains in execute_training_loop")

    def evaluate_dataloader(self, data: TrainingBatches, criterion: Any = None, metric: F1 | None = None,
                            **kwargs: Any) -> tuple[float, F1]:  # fmt: skip
        """Score on labelled sentences; the loss is not computed."""
        return 0.0, self._score(self.model, data)

    def _score(self, model: EntityNetwork, data: TrainingBatches) -> F1:
        metric = F1()
        sentences = data.dataset
        for number, (sentence, found) in enumerate(
            zip(sentences, self._run(model, [sentence.text for sentence in sentences]), strict=True)
        ):
            gold = {
                (number, span.start, span.end, span.label)
                for span in sentence.spans
                if span.label != _LEARNED_NOT_PROPOSED
            }
            metric({(number, start, end, label) for _, label, start, end, _ in found}, gold)
        return metric

    def calibrate(self, data: Sequence[LabelledSentence]) -> float:
        """Choose the temperature under which confidences best fit held-out sentences, and keep it.

        A network that has seen its training data many times is surer than it is right; dividing its scores by one
        number mends most of that (Guo et al. 2017).
        """
        scores = {}
        for temperature in _TEMPERATURES:
            self.config["temperature"] = temperature
            found = self.predict([sentence.text for sentence in data])
            scores[temperature] = sum(surprise(*pair) for pair in zip(data, found, strict=True))
        self.config["temperature"] = best = min(_TEMPERATURES, key=scores.__getitem__)
        return best

    def predict(
        self, tokens: str | Sequence[str], batch_size: int | None = None, with_named: bool = False, **kwargs: Any
    ) -> Any:
        """Entities of sentences.

        Args:
            tokens: a sentence or a list of them; lists of characters count as sentences, too.
            batch_size: ignored: what is found in a sentence never depends on the sentences beside it.
            with_named: whether to give projects, plans, documents and events as well, with the label NAMED.
            **kwargs: ignored.

        Returns:
            For each sentence its entities in order: text, label, start, end, confidence.
        """
        if isinstance(tokens, str):
            return self._run(self.model, [tokens], with_named)[0]
        return self._run(self.model, ["".join(sentence) for sentence in tokens], with_named)

    @torch.no_grad()
    def _run(self, model: EntityNetwork, sentences: Sequence[str], with_named: bool = False) -> list[list[Entity]]:
        if self.table is None:
            raise RuntimeError("fit or load the component first")
        model.eval()
        field = _field_of(model)
        device = next(model.parameters()).device
        found: list[list[Entity]] = [[] for _ in sentences]
        for length, pieces in shaped_batches(cut_pieces(sentences)):
            batch = self.table.encode([piece.text for piece in pieces], length)
            arrays = (torch.from_numpy(array).to(device) for array in (batch.chars, batch.grams, batch.flags))
            tag_scores, type_scores = (scores.cpu().numpy() for scores in model(*arrays))
            lengths = np.array([len(piece.text) for piece in pieces])
            spans = decode(tag_scores.astype(np.float64), lengths, field, self.config.get("temperature", 1.0))
            for piece, of_piece, types in zip(pieces, spans, type_scores, strict=True):
                found[piece.sentence] += [
                    entity_of(piece.text, span, types, piece.offset)
                    for span in of_piece
                    if with_named or span.kind != _LEARNED_NOT_PROPOSED
                ]
        return [sorted(entities, key=lambda entity: entity[2]) for entities in found]

    def narrow(self) -> None:
        """Compute in bfloat16 from now on if the processor multiplies that itself: half again as fast, scores the same.

        For running only: a narrowed network learns badly.
        """
        if _is_faster_in_bfloat16(self.device):
            for part in (self.model.encoder, self.model.out, self.model.types):
                part.to(torch.bfloat16)

    def save_weights(self, save_dir: str, filename: str = _WEIGHTS_FILE, **kwargs: Any) -> None:
        """Write the weights, packed."""
        self._save_model(self.model, save_dir)

    def _save_model(self, model: EntityNetwork, save_dir: str) -> None:
        save_weights(model.state_dict(), Path(save_dir) / _WEIGHTS_FILE)

    def load_weights(self, save_dir: str, filename: str = _WEIGHTS_FILE, **kwargs: Any) -> None:
        """Read packed weights."""
        self.model.load_state_dict(load_weights(Path(save_dir) / _WEIGHTS_FILE))

    def save_vocabs(self, save_dir: str, filename: str = _TABLE_FILE) -> None:
        """Write the feature table, which is this component's vocabulary."""
        if self.table is not None:
            self.table.save(Path(save_dir) / _TABLE_FILE)

    def load_vocabs(self, save_dir: str, filename: str = _TABLE_FILE) -> None:
        """Read the feature table."""
        self.table = FeatureTable.load(Path(save_dir) / _TABLE_FILE)

    def save_config(self, save_dir: str, filename: str = "config.json") -> None:
        """Write the configuration, without what only this run of training knew."""
        config = self._savable_config
        for transient in ("pretrained", "create_time", "load_path", "finetune"):
            config.pop(transient, None)
        config.save_json(str(Path(save_dir) / filename))


def _is_faster_in_bfloat16(device: torch.device) -> bool:
    supported = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    return device.type == "cpu" and bool(supported())


def _field_of(model: EntityNetwork) -> Field:
    crf = model.crf
    parts = (crf.start_transitions, crf.transitions, crf.end_transitions)
    start, transitions, end = (part.detach().cpu().numpy().astype(np.float64) for part in parts)
    transitions = np.where(allowed_transitions(TAGS), transitions, FORBIDDEN)
    closing = np.array([tag[0] in "OES" for tag in TAGS])
    opening = np.array([tag[0] in "OBS" for tag in TAGS])
    return Field(TAGS, np.where(opening, start, FORBIDDEN), transitions, np.where(closing, end, FORBIDDEN))


def _follow(averaged: torch.nn.Module, model: torch.nn.Module, decay: float) -> None:
    with torch.no_grad():
        for kept, new in zip(averaged.parameters(), model.parameters(), strict=True):
            if new.requires_grad:
                kept.lerp_(new, 1 - decay)
