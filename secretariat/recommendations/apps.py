from secretariat.core.domain import DomainApp


class RecommendationsApp(DomainApp):
    name = "secretariat.recommendations"
